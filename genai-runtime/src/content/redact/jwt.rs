//! JSON web tokens.

use std::ops::Range;

use super::text::{Text, is_base64url};

/// The first part: `{"alg":…}` in base 64 begins with `eyJ` and is longer than this.
const SHORTEST_HEADER: usize = 10;
/// Signed tokens have three parts, encrypted ones five.
const PARTS: usize = 5;

/// Finds tokens, and remembers where there are none.
#[derive(Default)]
pub(super) struct Tokens {
    /// The end of a first part without further parts. Any candidate that begins before it has the same first part.
    vain: usize,
}

impl Tokens {
    /// The token whose third letter, the `J` of `eyJ`, is at the offset.
    pub(super) fn around(&mut self, text: &Text<'_>, third: usize) -> Option<Range<usize>> {
        let start = third
            .checked_sub(2)
            .filter(|start| *start >= text.floor())?;
        if start < self.vain
            || !text.starts_with(start, "eyJ")
            || text.before(start).is_ascii_alphanumeric()
        {
            return None;
        }
        let header = text.run(start, is_base64url);
        let Some(end) = end_of_parts(text, header) else {
            self.vain = header;
            return None;
        };
        (header >= start + SHORTEST_HEADER).then_some(start..end)
    }
}

/// The end of the parts after the first, if there are at least two.
fn end_of_parts(text: &Text<'_>, header: usize) -> Option<usize> {
    let (mut end, mut parts) = (header, 1);
    while parts < PARTS && text.at(end) == b'.' {
        let part_end = text.run(end + 1, is_base64url);
        // In unsigned tokens the last part is empty, in directly encrypted ones the second.
        let is_cut = part_end == end + 1 && parts > 2;
        if is_cut {
            break;
        }
        end = part_end;
        parts += 1;
    }
    (parts >= 3 && end > header + 5).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn tokens_are_found() {
        finds(&[
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVm-_x",
                "[jwt]",
            ),
            ("t=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "t=[jwt]"),
            ("eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn, x", "[jwt], x"),
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVm.",
                "[jwt].",
            ),
        ]);
    }

    #[test]
    fn text_that_is_not_a_token_is_kept() {
        ignores(&[
            "eyJhbGciOiJIUzI1NiJ9",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0 and so on",
            "eyJ.a.b",
            "heyJude.was.written",
        ]);
    }
}
