//! Telephone numbers.
//!
//! Digits alone are never a telephone number: they need `+` or `00` before them, or a grouping that is usual for
//! telephone numbers and for little else.

use std::ops::Range;

use super::phone_forms;
use super::phone_groups::{Group, Groups, end_of_digits};
use super::text::Text;

/// The number whose first digit is at an offset.
pub(super) fn around(text: &Text<'_>, digit: usize) -> Option<Range<usize>> {
    let is_open = text.before(digit) == b'(';
    let start = digit - usize::from(is_open);
    if text.before(start) == b'+' {
        let plus = start - 1;
        return international(text, digit).map(|end| {
            let is_enclosed = text.before(plus) == b'(' && text.part(digit, end).contains(&b')');
            plus - usize::from(is_enclosed)..end
        });
    }
    if !may_begin(text, start) {
        return None;
    }
    let groups = Groups::at(text, digit);
    let end = phone_forms::end_of_number(text, groups.as_slice())?;
    may_end(text, end).then_some(start..end)
}

/// The end of a number after `+`.
fn international(text: &Text<'_>, digit: usize) -> Option<usize> {
    let before = match text.before(digit - 1) {
        b'(' => text.second_before(digit - 1),
        before => before,
    };
    if before.is_ascii_alphanumeric() || matches!(before, b'+' | b'_') {
        return None;
    }
    let groups = Groups::at(text, digit);
    let groups = groups.as_slice();
    let count = match text.at(digit) {
        b'1' if matches!(second_digit(text, groups), b'2'..=b'9') => 11..=11,
        b'7' => 11..=11,
        // Without groups it may be an integer with a sign.
        b'2'..=b'9' if groups.len() == 1 => 9..=15,
        b'2'..=b'9' => 8..=15,
        _ => return None,
    };
    let end = end_of_digits(groups, &count)?;
    (!text.at(end).is_ascii_alphanumeric()).then_some(end)
}

/// The second digit of a number, which in North America is the first of the area code.
fn second_digit(text: &Text<'_>, groups: &[Group]) -> u8 {
    match groups {
        [first, second, ..] if first.len() == 1 => text.at(second.start),
        [first, ..] => text.at(first.start + 1),
        [] => 0,
    }
}

/// Whether a number may begin at an offset: not in the middle of an identifier, another number or a path.
fn may_begin(text: &Text<'_>, start: usize) -> bool {
    match text.before(start) {
        b'-' | b'.' | b',' | b':' => {
            !text.second_before(start).is_ascii_alphanumeric()
                || text.before(start) != b'-' && !text.second_before(start).is_ascii_digit()
        }
        b'=' => is_named(text, start - 1),
        b'_' | b'/' | b'#' | b'$' | b'+' => false,
        before => !before.is_ascii_alphanumeric(),
    }
}

/// Whether a name of telephone numbers ends at an offset, such as `phone` in `phone=`.
fn is_named(text: &Text<'_>, end: usize) -> bool {
    const NAMES: &[&str] = &["phone", "tel", "telefon", "mobile", "cell", "fax"];
    let name = text.run_back(end, |byte| byte.is_ascii_alphabetic());
    let name = text.part(name, end);
    NAMES.iter().any(|known| {
        let start = name.len().checked_sub(known.len());
        let end = start.and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(known.as_bytes()))
    })
}

fn may_end(text: &Text<'_>, end: usize) -> bool {
    match text.at(end) {
        b'-' | b'/' | b'.' | b',' | b':' => !text.at(end + 1).is_ascii_alphanumeric(),
        b'_' | b'@' | b'%' => false,
        next => !next.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn numbers_are_found() {
        for number in [
            "+49 30 1234567",
            "+4915112345678",
            "+49 (0)30 12345-67",
            "(+49) 30 1234567",
            "+1 (212) 555-0123",
            "+1-212-555-0123",
            "+12125550123",
            "+44 20 7946 0958",
            "+33 1 23 45 67 89",
            "+7 495 123-45-67",
            "+86 138 1234 5678",
            "+354 555 1234",
            "0049 30 1234567",
            "00 49 30 1234567",
            "(212) 555-0123",
            "(212)555-0123",
            "212-555-0123",
            "212.555.0123",
            "212 555 0123",
            "1-800-555-0199",
            "030 1234567",
            "(030) 12345-67",
            "030/1234567",
            "030 - 1234567",
            "0171 123 45 67",
            "020 7946 0958",
            "01 23 45 67 89",
            "01.23.45.67.89",
            "03-1234-5678",
            "(11) 91234-5678",
            "8 (495) 123-45-67",
            "138 1234 5678",
            "98765 43210",
            "612 34 56 78",
            "030\u{a0}1234567",
            "030 1234\u{2011}567",
        ] {
            finds(&[
                (number, "[phone]"),
                (
                    &format!("Tel: {number}, or write."),
                    "Tel: [phone], or write.",
                ),
                (&format!("电话{number}。"), "电话[phone]。"),
                (
                    &format!(r#"{{"t":"a\n{number}\n"}}"#),
                    r#"{"t":"a\n[phone]\n"}"#,
                ),
            ]);
        }
    }

    #[test]
    fn numbers_of_names_are_found() {
        finds(&[
            ("phone=212-555-0123", "phone=[phone]"),
            ("tel=030 1234567&a=1", "tel=[phone]&a=1"),
            ("?workPhone=(212) 555-0123", "?workPhone=[phone]"),
        ]);
        ignores(&["order=212-555-0123", "=212-555-0123", "x=030 1234567"]);
    }

    #[test]
    fn other_numbers_stay() {
        ignores(&[
            "1234567890",
            "2125550123",
            "01711234567",
            "+100",
            "+1234567890",
            "+12345678",
            "2024-01-02T03:04:05.678+01:00",
            "2024-01-02 12:34:56",
            "01.02.2024 12:30",
            "02/03/2024 15:00",
            "1700000000",
            "1700000000.123456",
            "550e8400-e29b-41d4-a716-446655440000",
            "01234567-8901-2345-6789-012345678901",
            "12345678-1234-1234-1234-123456789012",
            "978-3-16-148410-0",
            "0-306-40615-2",
            "ISBN 0 306 40615 2",
            "0000-0002-1825-0097",
            "1.2.3",
            "v0.12.345-rc.1",
            "10.15.7.1234",
            "1,234,567,890",
            "1 234 567 890",
            "912 345 678",
            "0.123456789 0.987654321",
            "12345 67890 98765 43210 11111",
            "100 200 3000",
            "212 555 0123 4567",
            "$212 555 0123 and #030 1234567",
            "/030/1234567",
            "a-030-1234567",
            "x = 3.141592653589793",
            "1/2 2/3 3/4",
            "10:20:30 040 50",
            "0x1234567890abcdef",
            "pages 505-510 (2019)",
            "(2019) 574-505",
        ]);
    }
}
