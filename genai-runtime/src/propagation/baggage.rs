//! W3C Baggage, where the SDK's propagator deviates from it.

use std::borrow::Cow;
use std::fmt::Write;

/// The name of the header.
pub(super) const FIELD: &str = "baggage";

/// Percent-encodes each `=` within a value: the propagator would cut the value there.
///
/// Values may contain them, as base64 does at its end. Properties, after a `;`, stay as they are.
pub(super) fn with_whole_values(list: Cow<'_, str>) -> Cow<'_, str> {
    let mut whole = String::new();
    let mut copied = 0;
    let mut place = Place::Key;
    for (position, character) in list.char_indices() {
        place = match (character, place) {
            (',', _) => Place::Key,
            (';', _) => Place::Properties,
            ('=', Place::Key) => Place::Value,
            ('=', Place::Value) => {
                whole.push_str(list.get(copied..position).unwrap_or_default());
                whole.push_str("%3D");
                copied = position + 1;
                Place::Value
            }
            (_, place) => place,
        };
    }
    if copied == 0 {
        return list;
    }
    whole.push_str(list.get(copied..).unwrap_or_default());
    Cow::Owned(whole)
}

/// Makes a list a valid header value, in ASCII and on one line: the propagator percent-encodes keys and values when it
/// writes, but not properties, although it decodes those when it reads.
pub(super) fn as_header_text(list: String) -> String {
    if list.chars().all(is_of_headers) {
        return list;
    }
    let mut encoded = String::with_capacity(list.len() * 3);
    for character in list.chars() {
        if is_of_headers(character) {
            encoded.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a `String` cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Whether a character is valid in a header value. Tabs are, as white space in a list.
fn is_of_headers(character: char) -> bool {
    matches!(character, ' '..='~' | '\t')
}

/// The part of a list member that a character belongs to.
#[derive(Clone, Copy)]
enum Place {
    Key,
    Value,
    Properties,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_signs_of_values_are_encoded() {
        for (list, whole) in [
            ("tok=YWJj==", "tok=YWJj%3D%3D"),
            ("a=b=c,d=e=", "a=b%3Dc,d=e%3D"),
            ("a==;p=q==;r,é=é=é", "a=%3D;p=q==;r,é=é%3Dé"),
        ] {
            assert_eq!(with_whole_values(list.into()), whole);
        }
    }

    #[test]
    fn characters_that_headers_do_not_allow_are_encoded() {
        for (list, encoded) in [
            (
                "a=b;owner=größe 🦀,c=d",
                "a=b;owner=gr%C3%B6%C3%9Fe %F0%9F%A6%80,c=d",
            ),
            ("a=%C3%B6;p = q~\t", "a=%C3%B6;p = q~\t"),
            (
                "a=b;x\r\nEvil: 1,c\0=d\u{7f};\u{85}",
                "a=b;x%0D%0AEvil: 1,c%00=d%7F;%C2%85",
            ),
        ] {
            assert_eq!(as_header_text(list.to_owned()), encoded);
        }
    }

    #[test]
    fn other_characters_are_unchanged() {
        for list in ["", "a=b", "a = b;p=q=r, c=%3D%3d", ";=,;;==", ",=a"] {
            assert!(matches!(with_whole_values(list.into()), Cow::Borrowed(same) if same == list));
        }
    }
}
