//! Quotes and values of JSON, also of JSON that is written inside of JSON strings.

use super::text::{Text, is_json_space};

/// How many JSON strings a text is nested in: 0 outside of strings, 1 in a string, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Depth(u32);

/// Deeper levels are not told apart: the number of backslashes doubles with each.
const DEEPEST: u32 = 16;

impl Depth {
    pub(super) const OUTERMOST: Self = Self(0);

    /// The depth whose quotes have this number of backslashes before them.
    pub(super) fn of_quote(backslashes: usize) -> Option<Self> {
        let is_one = (backslashes + 1).is_power_of_two();
        let depth = (backslashes + 1).trailing_zeros();
        (is_one && depth <= DEEPEST).then_some(Self(depth))
    }

    /// How many backslashes stand before a quote.
    pub(super) fn backslashes(self) -> usize {
        (1 << self.0) - 1
    }

    /// The role at this depth of a quote with this number of backslashes before it.
    fn role(self, backslashes: usize) -> Role {
        let mut backslashes = backslashes;
        for depth in 0..self.0 {
            if backslashes.is_multiple_of(2) {
                return Role::EndsOuter(Self(depth));
            }
            backslashes = (backslashes - 1) / 2;
        }
        if backslashes.is_multiple_of(2) {
            Role::Quote
        } else {
            Role::Letter
        }
    }
}

/// The role of a quote.
enum Role {
    /// Begins or ends a string.
    Quote,
    /// Is part of a string.
    Letter,
    /// Ends a string of this depth, in which the text is nested.
    EndsOuter(Depth),
}

/// The end of the value that begins at an offset: a text, a number, `true`, `false`, a list or an object that
/// is not empty. A text or list that is cut off ends where the text or the string around it does.
pub(super) fn end_of_value(text: &Text<'_>, start: usize, depth: Depth) -> Option<usize> {
    let first = text.at(start);
    match first {
        b'{' | b'[' => {
            let end = end_of_nested(text, start, depth);
            (end > start + 2).then_some(end)
        }
        b'"' | b'\\' => {
            let quote = text.run(start, |byte| byte == b'\\');
            let is_quote = text.at(quote) == b'"' && quote - start == depth.backslashes();
            let end = is_quote.then(|| end_of_string(text, quote + 1, depth))?;
            let content = match end {
                End::Closed(end) => end - depth.backslashes() - 1,
                End::Cut(end) => end,
            };
            (content > quote + 1).then(|| end.offset())
        }
        b't' | b'f' => ["true", "false"]
            .iter()
            .find(|word| text.starts_with(start, word))
            .map(|word| start + word.len())
            .filter(|end| ends_scalar(text, *end)),
        b'-' | b'0'..=b'9' => {
            let end = text.run(start, |byte| {
                byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-')
            });
            ends_scalar(text, end).then_some(end)
        }
        _ => None,
    }
}

/// Whether a number may end at an offset.
pub(super) fn ends_scalar(text: &Text<'_>, end: usize) -> bool {
    let next = text.at(end);
    end == text.len() || is_json_space(next) || matches!(next, b',' | b'}' | b']' | b'\\' | b'"')
}

/// Where a string ends.
#[derive(Clone, Copy)]
enum End {
    /// After its closing quote.
    Closed(usize),
    /// At the end of the text or of the string around it.
    Cut(usize),
}

impl End {
    fn offset(self) -> usize {
        match self {
            Self::Closed(end) | Self::Cut(end) => end,
        }
    }
}

fn end_of_string(text: &Text<'_>, start: usize, depth: Depth) -> End {
    let mut at = start;
    loop {
        at = text.run(at, |byte| byte != b'"');
        if at >= text.len() {
            return End::Cut(text.len());
        }
        match depth.role(backslashes_before(text, start, at)) {
            Role::Quote => return End::Closed(at + 1),
            Role::EndsOuter(outer) => return End::Cut(at - outer.backslashes()),
            Role::Letter => at += 1,
        }
    }
}

/// The end of a list or object after its last bracket.
fn end_of_nested(text: &Text<'_>, start: usize, depth: Depth) -> usize {
    let (mut at, mut brackets) = (start, 0_usize);
    loop {
        at = text.run(at, |byte| !matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'));
        match text.at(at) {
            b'{' | b'[' => brackets += 1,
            b'}' | b']' if brackets == 1 => return at + 1,
            b'}' | b']' => brackets -= 1,
            b'"' => match depth.role(backslashes_before(text, start, at)) {
                Role::Quote => match end_of_string(text, at + 1, depth) {
                    End::Closed(end) => at = end - 1,
                    End::Cut(end) => return end,
                },
                Role::EndsOuter(outer) => return at - outer.backslashes(),
                Role::Letter => {}
            },
            _ => return text.len(),
        }
        at += 1;
    }
}

fn backslashes_before(text: &Text<'_>, start: usize, quote: usize) -> usize {
    quote - text.run_back(quote, |byte| byte == b'\\').max(start)
}

/// Tracks from the beginning of a JSON text which parts of it are inside of strings.
#[derive(Default)]
pub(super) struct Strings {
    at: usize,
    is_inside: bool,
}

impl Strings {
    /// Whether an offset is inside of a string. Offsets must not go back.
    pub(super) fn contain(&mut self, text: &Text<'_>, offset: usize) -> bool {
        while self.at < offset {
            match text.at(self.at) {
                b'"' => self.is_inside = !self.is_inside,
                b'\\' if self.is_inside => self.at += 1,
                _ => {}
            }
            self.at += 1;
        }
        self.is_inside
    }
}
