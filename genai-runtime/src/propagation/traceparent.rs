//! Validates a `traceparent` as W3C Trace Context defines it.

/// The name of the header.
pub(super) const FIELD: &str = "traceparent";

/// Whether a text is `{version}-{trace id}-{parent id}-{flags}` in lower-case hexadecimal digits, and more only if it
/// is of a later version. Zero ids are left to the propagator, which ignores them.
pub(super) fn is_well_formed(text: &str) -> bool {
    let mut parts = text.trim_matches([' ', '\t']).split('-');
    let mut is_next = |digits: usize| parts.next().filter(|part| is_hex(part, digits));
    let version = is_next(2);
    let known = is_next(32).and(is_next(16)).and(is_next(2));
    match version {
        None | Some("ff") => false,
        Some("00") => known.is_some() && parts.next().is_none(),
        Some(_) => known.is_some(),
    }
}

fn is_hex(part: &str, digits: usize) -> bool {
    part.len() == digits && part.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::is_well_formed;

    const IDS: &str = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

    #[test]
    fn values_of_the_recommendation_are_accepted() {
        for text in [
            format!("00-{IDS}-01"),
            format!(" 00-{IDS}-00\t"),
            format!("00-{IDS}-ff"),
            format!("cc-{IDS}-01"),
            format!("01-{IDS}-01-what-comes-later"),
        ] {
            assert!(is_well_formed(&text), "{text}");
        }
    }

    #[test]
    fn other_values_are_refused() {
        for text in [
            String::new(),
            "-".repeat(70),
            "00-1-2-01".to_owned(),
            format!("00-{IDS}"),
            format!("00-{IDS}-"),
            format!("00-{IDS}-1"),
            format!("00-{IDS}-+1"),
            format!("00-{IDS}-01-"),
            format!("00-{IDS}-01-more"),
            format!("ff-{IDS}-01"),
            format!("0-{IDS}-01"),
            format!("00-{IDS}-01,00-{IDS}-01"),
            format!("00-{}-01", IDS.to_uppercase()),
            format!("00-+{}-01", &IDS[1..]),
            format!("00-é{}-01", &IDS[2..]),
        ] {
            assert!(!is_well_formed(&text), "{text}");
        }
    }
}
