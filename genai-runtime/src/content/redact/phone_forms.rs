//! Forms of telephone numbers that have no `+`.

use std::ops::RangeInclusive;

use super::phone_groups::{Group, end_of_digits};
use super::text::Text;

/// The end of the telephone number that the first groups form.
pub(super) fn end_of_number(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let forms = [abroad, north_american, with_leading_zero, in_listed_groups];
    forms.iter().find_map(|form| form(text, groups))
}

/// `0049 30 123456`.
fn abroad(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let [first, _, ..] = groups else {
        return None;
    };
    let is_prefix = text.starts_with(first.start, "00")
        && (first.len() == 2 || matches!(text.at(first.start + 2), b'1'..=b'9'));
    is_prefix
        .then(|| end_of_digits(groups, &(11..=17)))
        .flatten()
}

/// `(212) 555-0123`, `212-555-0123`, `212.555.0123`, `1-800-555-0199`.
fn north_american(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let (groups, is_long) = match groups {
        [one, rest @ ..] if one.len() == 1 && text.at(one.start) == b'1' => (rest, true),
        _ => (groups, false),
    };
    let [area, exchange, line, rest @ ..] = groups else {
        return None;
    };
    let lengths = (area.len(), exchange.len(), line.len());
    let begins = |group: &Group| matches!(text.at(group.start), b'2'..=b'9');
    let is_alike =
        exchange.separator == line.separator && (!is_long || area.separator == line.separator);
    // Three groups with spaces between them may be a telephone number, but not as part of a longer row of numbers.
    let is_alone = line.separator != b' ' || rest.is_empty() && !follows_digits(text, area.start);
    let is_number = lengths == (3, 3, 4)
        && begins(area)
        && begins(exchange)
        && (area.is_enclosed || is_alike && is_alone);
    is_number.then_some(line.end)
}

/// `030 1234567`, `(030) 12345-67`, `0171/1234567`, `01 23 45 67 89`.
fn with_leading_zero(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let [first, second, rest @ ..] = groups else {
        return None;
    };
    let begins = text.at(first.start) == b'0' && matches!(text.at(first.start + 1), b'1'..=b'9');
    if !begins || !matches!(first.len(), 2..=6) {
        return None;
    }
    let is_date =
        first.len() == 2 && second.len() == 2 && rest.first().is_some_and(|year| year.len() == 4);
    if is_date {
        return None;
    }
    // Five pairs are a French number; fewer or more are dates and times.
    let pairs = groups.iter().take_while(|group| group.len() == 2).count();
    if pairs >= 3 {
        let last = groups.get(4).filter(|_| pairs == 5)?;
        let mut rest = groups.iter().skip(2);
        let is_alike = rest.all(|group| group.separator == second.separator);
        return is_alike.then_some(last.end);
    }
    end_of_digits(groups, &(9..=12))
}

/// Lengths of the groups that are usual in a country, the possible first digits, and the surroundings that are needed.
const LISTED: &[(&[usize], RangeInclusive<u8>, Place)] = &[
    // Brazil.
    (&[2, 5, 4], b'1'..=b'9', Place::Enclosed(0)),
    (&[2, 4, 4], b'1'..=b'9', Place::Enclosed(0)),
    // Russia.
    (&[1, 3, 3, 2, 2], b'8'..=b'8', Place::Anywhere),
    (&[1, 3, 3, 4], b'8'..=b'8', Place::Enclosed(1)),
    // China.
    (&[3, 4, 4], b'1'..=b'1', Place::Alone),
    // India.
    (&[5, 5], b'6'..=b'9', Place::Alone),
    // Spain.
    (&[3, 2, 2, 2], b'6'..=b'9', Place::Alone),
];

/// The surroundings in which groups are a telephone number.
#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    /// The group at this index is in parentheses.
    Enclosed(usize),
    /// No other number is adjacent.
    Alone,
}

fn in_listed_groups(text: &Text<'_>, groups: &[Group]) -> Option<usize> {
    let first = groups.first()?;
    let is = |(lengths, begins, place): &(&[usize], RangeInclusive<u8>, Place)| {
        let are_so_long = groups.len() >= lengths.len()
            && groups
                .iter()
                .zip(*lengths)
                .all(|(group, length)| group.len() == *length);
        are_so_long
            && begins.contains(&text.at(first.start))
            && match place {
                Place::Anywhere => true,
                Place::Enclosed(index) => groups.get(*index).is_some_and(|group| group.is_enclosed),
                Place::Alone => groups.len() == lengths.len() && !follows_digits(text, first.start),
            }
    };
    let (lengths, ..) = LISTED.iter().find(|listed| is(listed))?;
    groups
        .get(lengths.len().checked_sub(1)?)
        .map(|last| last.end)
}

/// Whether another number precedes an offset.
fn follows_digits(text: &Text<'_>, start: usize) -> bool {
    text.before(start) == b' ' && text.second_before(start).is_ascii_digit()
}
