//! International bank account numbers.

use std::ops::Range;

use super::text::Text;

/// Lengths by country, from the registry of the standard ISO 13616.
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BI", 27),
    (b"BR", 29),
    (b"BY", 28),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DJ", 27),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GR", 27),
    (b"GT", 28),
    (b"HN", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"RU", 33),
    (b"SA", 24),
    (b"SC", 31),
    (b"SD", 18),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"SO", 23),
    (b"ST", 25),
    (b"SV", 28),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VA", 22),
    (b"VG", 24),
    (b"XK", 20),
    (b"YE", 30),
];

/// The account whose two check digits begin at an offset.
pub(super) fn around(text: &Text<'_>, check_digits: usize) -> Option<Range<usize>> {
    let start = check_digits
        .checked_sub(2)
        .filter(|start| *start >= text.floor())?;
    let country = text.part(start, check_digits);
    if text.before(start).is_ascii_alphanumeric() || !text.at(check_digits + 1).is_ascii_digit() {
        return None;
    }
    let listed = LENGTHS
        .iter()
        .find(|(listed, _)| country.eq_ignore_ascii_case(*listed));
    let (_, length) = listed?;
    let end = end_of_groups(text, start, *length)?;
    let is_whole = !text.at(end).is_ascii_alphanumeric();
    (is_whole && remainder(text, start, end) == 1).then_some(start..end)
}

/// The end of a given number of letters and digits, with single spaces or hyphens between them.
fn end_of_groups(text: &Text<'_>, start: usize, length: usize) -> Option<usize> {
    let (mut at, mut count) = (start, 0);
    loop {
        if !text.at(at).is_ascii_alphanumeric() {
            return None;
        }
        (at, count) = (at + 1, count + 1);
        if count == length {
            return Some(at);
        }
        at += usize::from(matches!(text.at(at), b' ' | b'-'));
    }
}

/// The number modulo 97, its first four characters last, letters as numbers from 10 on.
fn remainder(text: &Text<'_>, start: usize, end: usize) -> u32 {
    let (first, rest) = (text.part(start, start + 4), text.part(start + 4, end));
    let values = rest
        .iter()
        .chain(first)
        .filter_map(|byte| char::from(*byte).to_digit(36));
    values.fold(0, |sum, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (sum * shift + value) % 97
    })
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn accounts_are_found() {
        for account in [
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "de89-3704-0044-0532-0130-00",
            "GB29 NWBK 6016 1331 9268 19",
            "FR1420041010050500013M02606",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "CH93 0076 2011 6238 5295 7",
        ] {
            finds(&[
                (account, "[iban]"),
                (&format!("IBAN: {account}."), "IBAN: [iban]."),
                (
                    &format!(r#"{{"iban":"{account}"}}"#),
                    r#"{"iban":"[iban]"}"#,
                ),
            ]);
        }
    }

    #[test]
    fn other_letters_and_digits_stay() {
        ignores(&[
            "DE88370400440532013000",
            "DE893704004405320130001",
            "DE8937040044053201300",
            "XDE89370400440532013000",
            "ZZ89370400440532013000",
            "AT 2024 was a year",
            "NO99",
        ]);
    }
}
