//! Unpaired surrogate escapes: a server that splits a text between the two escapes of one character sends each in a
//! value of its own, which a strict parser rejects.

/// The JSON with U+FFFD in the place of unpaired surrogate escapes; `None` if there are none.
pub(super) fn without_halves(json: &str) -> Option<String> {
    let mut mended = String::new();
    let mut is_mended = false;
    let mut rest = json;
    while let Some((before, escape)) = rest.find('\\').map(|at| rest.split_at(at)) {
        mended.push_str(before);
        let (length, is_half) = escape_at(escape);
        let (escape, others) = escape.split_at_checked(length).unwrap_or((escape, ""));
        mended.push_str(if is_half { "\\ufffd" } else { escape });
        is_mended |= is_half;
        rest = others;
    }
    mended.push_str(rest);
    is_mended.then_some(mended)
}

/// The length in bytes of the escape at the start of a text, and whether it is an unpaired surrogate.
fn escape_at(text: &str) -> (usize, bool) {
    const UNIT: usize = r"\ud83d".len();
    match unit(text) {
        Some(0xd800..=0xdbff) => match text.get(UNIT..).and_then(unit) {
            Some(0xdc00..=0xdfff) => (2 * UNIT, false),
            _ => (UNIT, true),
        },
        Some(0xdc00..=0xdfff) => (UNIT, true),
        Some(_) => (UNIT, false),
        // A backslash and the character that it escapes.
        None => (text.chars().take(2).map(char::len_utf8).sum(), false),
    }
}

/// The UTF-16 code unit of a `\u` escape at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| are_digits)
}

#[cfg(test)]
mod tests {
    use super::without_halves;

    #[test]
    fn halves_are_replaced_and_nothing_else() {
        for (json, mended) in [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""a\uDE00b""#, r#""a\ufffdb""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83d\n\u00e9é\\""#, r#""\ufffd\n\u00e9é\\""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
        ] {
            assert_eq!(without_halves(json).as_deref(), Some(mended), "{json}");
        }
        for whole in [
            "",
            "\\",
            r"\é",
            r"\u",
            r"\ud8é",
            r"\u+d83",
            r#""\ud83d\ude00""#,
            r#""\\ud83d""#,
            r#""\u0041""#,
        ] {
            assert_eq!(without_halves(whole), None, "{whole}");
        }
    }
}
