//! Groups of digits with the separators that are usual in telephone numbers.

use std::ops::RangeInclusive;

use super::text::Text;

/// The largest number of groups in a telephone number.
const MOST: usize = 9;
/// The largest number of digits in a group.
const LONGEST: usize = 15;

/// Digits without anything between them.
#[derive(Clone, Copy, Default)]
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the group is in parentheses.
    pub(super) is_enclosed: bool,
    /// The first byte after the previous group that is not a parenthesis, `)` if there is none; 0 in the first group.
    pub(super) separator: u8,
}

impl Group {
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The groups of a number.
pub(super) struct Groups {
    groups: [Group; MOST],
    count: usize,
}

impl Groups {
    /// The groups from the digit at an offset on.
    pub(super) fn at(text: &Text<'_>, start: usize) -> Self {
        let mut groups = Self {
            groups: [Group::default(); MOST],
            count: 0,
        };
        let (mut start, mut separator, mut is_open) = (start, 0, text.before(start) == b'(');
        for group in &mut groups.groups {
            let end = text.run_of(start, LONGEST + 1, |byte| byte.is_ascii_digit());
            // Part of an address or of a word.
            if end - start > LONGEST || text.at(end) == b'@' {
                break;
            }
            let is_enclosed = is_open && text.at(end) == b')';
            *group = Group {
                start,
                end,
                is_enclosed,
                separator,
            };
            groups.count += 1;
            let Some(next) = next_group(text, end) else {
                break;
            };
            (start, separator, is_open) = (next.start, next.separator, next.is_open);
        }
        groups
    }

    pub(super) fn as_slice(&self) -> &[Group] {
        self.groups.get(..self.count).unwrap_or_default()
    }
}

/// The end of the longest row of groups, from the first on, whose total number of digits is in `count`.
pub(super) fn end_of_digits(groups: &[Group], count: &RangeInclusive<usize>) -> Option<usize> {
    let mut digits = 0;
    let ends = groups.iter().map(|group| {
        digits += group.len();
        (digits, group.end)
    });
    let within = ends.take_while(|(digits, _)| digits <= count.end());
    let last = within.filter(|(digits, _)| digits >= count.start()).last();
    last.map(|(_, end)| end)
}

struct Next {
    start: usize,
    separator: u8,
    is_open: bool,
}

/// Where the next group begins, if its separator is usual in telephone numbers.
fn next_group(text: &Text<'_>, end: usize) -> Option<Next> {
    let closed = end + usize::from(text.at(end) == b')');
    let spaced = after_space(text, closed);
    let marked = match text.at(spaced) {
        b'-' | b'/' => spaced + 1,
        // After a space or parenthesis, a full stop is punctuation.
        b'.' if spaced == end => spaced + 1,
        // Non-breaking hyphen, en dash.
        _ if text.starts_with(spaced, "\u{2011}") || text.starts_with(spaced, "–") => spaced + 3,
        _ => spaced,
    };
    let is_dot = text.at(spaced) == b'.';
    let respaced = if is_dot || marked == spaced {
        marked
    } else {
        after_space(text, marked)
    };
    let is_open = text.at(respaced) == b'(';
    let start = respaced + usize::from(is_open);
    let separator = match text.at(spaced) {
        mark if marked > spaced => mark,
        _ if spaced > closed => b' ',
        _ => b')',
    };
    (start > end && text.at(start).is_ascii_digit()).then_some(Next {
        start,
        separator,
        is_open,
    })
}

/// The offset after one space or no-break space, if there is one.
fn after_space(text: &Text<'_>, at: usize) -> usize {
    match text.at(at) {
        b' ' => at + 1,
        _ if text.starts_with(at, "\u{a0}") => at + 2,
        _ if text.starts_with(at, "\u{202f}") => at + 3,
        _ => at,
    }
}
