//! Payment cards.

use std::ops::Range;

use super::text::Text;

const SHORTEST: usize = 13;
const LONGEST: usize = 19;

/// The card whose first digit is at an offset.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Range<usize>> {
    if !may_begin(text, start) {
        return None;
    }
    let mut digits = Digits::default();
    let (mut at, mut separator, mut card) = (start, None, None);
    loop {
        let end = text.run_of(at, LONGEST + 1, |byte| byte.is_ascii_digit());
        // Groups are of three digits or more, but for the last one.
        let is_last = end - at < 3;
        digits.extend(text.part(at, end));
        if digits.count > LONGEST || end == at {
            break;
        }
        if digits.count >= SHORTEST && digits.are_a_card() && may_end(text, end) {
            card = Some(start..end);
        }
        let Some((next, byte)) = after_separator(text, end) else {
            break;
        };
        if is_last || *separator.get_or_insert(byte) != byte {
            break;
        }
        at = next;
    }
    card
}

/// The offset after a space, no-break space or hyphen, and the first byte of that separator.
fn after_separator(text: &Text<'_>, at: usize) -> Option<(usize, u8)> {
    let byte = text.at(at);
    match byte {
        b' ' | b'-' => Some((at + 1, byte)),
        _ if text.starts_with(at, "\u{a0}") => Some((at + 2, byte)),
        _ => None,
    }
}

/// Whether a card may begin at an offset: with the first digit of a brand, and not in the middle of another number.
fn may_begin(text: &Text<'_>, start: usize) -> bool {
    let is_inside = match text.before(start) {
        b'+' | b'$' | b'_' => true,
        b'.' | b',' => text.second_before(start).is_ascii_digit(),
        // A negative number, or the middle of an identifier; `card-4111…` is a card.
        b'-' => !text.second_before(start).is_ascii_alphabetic(),
        before => before.is_ascii_alphanumeric(),
    };
    !is_inside && matches!(text.at(start), b'2'..=b'6')
}

fn may_end(text: &Text<'_>, end: usize) -> bool {
    match text.at(end) {
        b'.' | b',' => !text.at(end + 1).is_ascii_digit(),
        b'-' => !text.at(end + 1).is_ascii_alphanumeric(),
        next => !next.is_ascii_alphanumeric() && next != b'_',
    }
}

/// The digits read so far.
#[derive(Default)]
struct Digits {
    count: usize,
    /// The first four.
    first: u32,
    /// The Luhn checksums for an even and for an odd number of digits.
    sums: [u32; 2],
}

impl Digits {
    fn extend(&mut self, digits: &[u8]) {
        for digit in digits {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            let doubled = if digit > 4 { digit * 2 - 9 } else { digit * 2 };
            let [even, odd] = &mut self.sums;
            let is_at_even = self.count.is_multiple_of(2);
            *even += if is_at_even { doubled } else { digit };
            *odd += if is_at_even { digit } else { doubled };
            if self.count < 4 {
                self.first = self.first * 10 + digit;
            }
            self.count += 1;
        }
    }

    fn are_a_card(&self) -> bool {
        let [even, odd] = self.sums;
        let sum = if self.count.is_multiple_of(2) {
            even
        } else {
            odd
        };
        sum.is_multiple_of(10) && self.have_a_brand()
    }

    /// Whether a brand has numbers of this length with these first digits. Timestamps and identifiers seldom do.
    fn have_a_brand(&self) -> bool {
        let first = self.first;
        match self.count {
            // Visa, and the brands with numbers of any of these lengths.
            13 => matches!(first, 4000..=4999) || has_any_length(first),
            // Diners Club.
            14 => is_diners_club(first) || has_any_length(first),
            // American Express, JCB.
            15 => matches!(first, 3400..=3499 | 3700..=3799 | 2131) || has_any_length(first),
            // Visa, Mastercard, RuPay, and the brands below.
            16 => matches!(first, 4000..=5999 | 2221..=2720) || has_many_digits(first),
            17 | 18 => has_many_digits(first),
            19 => matches!(first, 4000..=4999) || has_many_digits(first),
            _ => false,
        }
    }
}

/// Maestro, Discover and China Union Pay: `6…` and parts of `5…`.
fn has_any_length(first: u32) -> bool {
    matches!(first, 5018 | 5020 | 5038 | 5600..=5899 | 6000..=6999)
}

/// The brands of [`has_any_length`], Mir, JCB and Diners Club.
fn has_many_digits(first: u32) -> bool {
    matches!(first, 2200..=2204 | 3528..=3589) || is_diners_club(first) || has_any_length(first)
}

fn is_diners_club(first: u32) -> bool {
    matches!(first, 3000..=3059 | 3095 | 3600..=3699 | 3800..=3999)
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn cards_are_found() {
        for card in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111\u{a0}1111\u{a0}1111\u{a0}1111",
            "4222222222222",
            "4000000000000000006",
            "378282246310005",
            "3782 822463 10005",
            "30569309025904",
            "3056 930902 5904",
            "5555555555554444",
            "2223003122003222",
            "6011111111111117",
            "3530111333300000",
            "6304000000000000",
            "6212345678901232",
            "2200000000000004",
        ] {
            finds(&[
                (card, "[payment card]"),
                (
                    &format!("Card {card}, exp 12/30"),
                    "Card [payment card], exp 12/30",
                ),
                (&format!("12 {card} 123."), "12 [payment card] 123."),
                (&format!("card-{card}"), "card-[payment card]"),
            ]);
        }
    }

    #[test]
    fn other_numbers_stay() {
        ignores(&[
            "4111111111111112",
            "1700000000006",
            "1700000000000000",
            "20240102123459",
            "20240102123456789",
            "9780306406157",
            "978-0-306-40615-7",
            "+4111111111111111",
            "-4111111111111111",
            "0.4111111111111111",
            "4111111111111111.5",
            "x4111111111111111",
            "41111111111111111111",
            "4111-1111 1111-1111",
            "a716-4111-1111-8111-111111111111",
            "00004111111111111111",
        ]);
    }
}
