//! E-mail addresses.

use std::ops::Range;

use super::text::Text;

/// The address around an `@`, or around the `%` of `%40`.
pub(super) fn around(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let domain = match text.at(at) {
        b'@' => at + 1,
        _ if text.starts_with(at, "%40") => at + 3,
        _ => return None,
    };
    let start = text.run_back(at, is_local);
    // Punctuation before an address is not its beginning, nor is a continuation byte of a character such as `—`.
    let start = text.run_of(start, at - start, |byte| {
        matches!(byte, b'.' | b'-' | b'+' | b'\'' | 0x80..=0xbf)
    });
    let end = domain_end(text, domain)?;
    (start < at).then_some(start..end)
}

/// Excludes `@` and `%`, so that no part of the text is examined for two candidates on the same side.
fn is_local(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'+' | b'-' | b'\'') || is_letter_or_digit(byte)
}

/// Letters beyond ASCII up to U+07FF, whose first bytes are these, are part of addresses; scripts that are
/// written without spaces between words are not.
fn is_letter_or_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, 0x80..=0xbf | 0xc3..=0xdf)
}

/// The end of the longest domain with a top-level domain of letters.
fn domain_end(text: &Text<'_>, domain: usize) -> Option<usize> {
    let (mut start, mut labels, mut end) = (domain, 0, None);
    loop {
        let label_end = text.run(start, |byte| byte == b'-' || is_letter_or_digit(byte));
        if label_end == start || text.at(start) == b'-' {
            break;
        }
        labels += 1;
        if labels >= 2
            && let Some(last) = top_level_end(text, start, label_end)
        {
            end = Some(last);
        }
        if text.at(label_end) != b'.' {
            break;
        }
        start = label_end + 1;
    }
    // `icon@2x.png` names a picture.
    let is_scale = matches!(text.part(domain, domain + 3), [b'1'..=b'4', b'x', b'.']);
    end.filter(|_| !(is_scale && labels == 2))
}

fn top_level_end(text: &Text<'_>, start: usize, end: usize) -> Option<usize> {
    if text.starts_with_ignoring_case(start, "xn--") {
        return Some(end);
    }
    let letters = text.run_of(start, end - start, |byte| {
        is_letter_or_digit(byte) && !byte.is_ascii_digit()
    });
    let is_whole = letters == end || text.at(letters) == b'-';
    (letters >= start + 2 && is_whole).then_some(letters)
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn addresses_are_found() {
        finds(&[
            ("bob@example.com", "[email]"),
            (
                "Write to bob.smith+x@mail.example.co.uk.",
                "Write to [email].",
            ),
            ("<BOB@EXAMPLE.COM>", "<[email]>"),
            (
                "mailto:o'brien@example.ie?subject=x",
                "mailto:[email]?subject=x",
            ),
            ("?email=bob%40example.com&a=b", "?email=[email]&a=b"),
            ("jörg@müller.de", "[email]"),
            ("иван@пример.рф", "[email]"),
            ("a—bob@example.com…", "a—[email]…"),
            ("写信给bob@example.com吧", "写信给[email]吧"),
            ("a@x.xn--p1ai", "[email]"),
            ("a_1@x-y.example-z.museum, b@c.de", "[email], [email]"),
            ("'bob@example.com'", "'[email]'"),
            ("bob@example.com--thanks", "[email]--thanks"),
            ("a@b.co@c.de", "[email]@c.de"),
        ]);
    }

    #[test]
    fn text_that_is_not_an_address_is_kept() {
        ignores(&[
            "bob@localhost",
            "@bob and @types/node@18.0.1",
            "icon@2x.png",
            "a @ b.com",
            "npm i react@18.2.0",
            "me@",
            "x@y.z",
            "50%40",
            "@media.print",
        ]);
    }
}
