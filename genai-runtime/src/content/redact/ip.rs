//! IPv4 and IPv6 addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::text::Text;

const LONGEST_V4: usize = "255.255.255.255".len();
const LONGEST_V6: usize = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".len();
/// Maximum length of the name of a network interface.
const LONGEST_ZONE: usize = 16;

/// The IPv4 address whose first digit is at an offset.
pub(super) fn v4_at(text: &Text<'_>, start: usize) -> Option<Range<usize>> {
    let before = text.before(start);
    if before.is_ascii_alphanumeric() || matches!(before, b'.' | b'_' | b'-') {
        return None;
    }
    let end = text.run_of(start, LONGEST_V4 + 2, |byte| {
        byte.is_ascii_digit() || byte == b'.'
    });
    // A full stop ends the sentence, not the address.
    let end = end - usize::from(text.before(end) == b'.');
    if text.at(end).is_ascii_alphanumeric() || text.at(end) == b'_' || follows_version(text, start)
    {
        return None;
    }
    let address = str::from_utf8(text.part(start, end)).ok()?;
    address.parse::<Ipv4Addr>().ok().map(|_| start..end)
}

/// Whether `version` precedes a number.
fn follows_version(text: &Text<'_>, start: usize) -> bool {
    let spaced = text.run_back(start, |byte| byte == b' ');
    let word = spaced - usize::from(matches!(text.before(spaced), b':' | b'='));
    start - word <= 2 && text.ends_with_word(word, "version")
}

/// The IPv6 address whose first colon is at an offset.
pub(super) fn v6_around(text: &Text<'_>, colon: usize) -> Option<Range<usize>> {
    let start = first_group(text, colon)?;
    let end = text.run_of(start, LONGEST_V6 + 1, |byte| {
        byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')
    });
    let end = end_of_address(text, start, end);
    let last = text.at(end);
    if last.is_ascii_alphanumeric() || last == b'_' {
        return None;
    }
    let address = text.part(start, end);
    if !is_likely(text, start, address) {
        return None;
    }
    str::from_utf8(address).ok()?.parse::<Ipv6Addr>().ok()?;
    Some(start..end_of_zone(text, end))
}

/// Where the digits before the first colon begin, if a word may begin there.
fn first_group(text: &Text<'_>, colon: usize) -> Option<usize> {
    let mut start = colon;
    while start + 4 > colon && text.before(start).is_ascii_hexdigit() {
        start -= 1;
    }
    let may_begin = match text.before(start) {
        b':' => {
            !matches!(text.second_before(start), b':' | b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F')
        }
        b'.' | b'_' => false,
        before => !before.is_ascii_alphanumeric(),
    };
    let is_colon_only = start == colon && text.at(colon + 1) != b':';
    (may_begin && !is_colon_only).then_some(start)
}

/// Excludes the punctuation of the sentence.
fn end_of_address(text: &Text<'_>, start: usize, end: usize) -> usize {
    let end = end - usize::from(end > start && text.at(end - 1) == b'.');
    let is_single_colon = end > start + 2 && text.at(end - 1) == b':' && text.at(end - 2) != b':';
    end - usize::from(is_single_colon)
}

/// Excludes paths (`a::b`) and bounds of slices (`x[1::2]`), which parse as addresses.
fn is_likely(text: &Text<'_>, start: usize, address: &[u8]) -> bool {
    let groups = address.split(|byte| *byte == b':');
    let groups = groups.filter(|group| !group.is_empty()).count();
    let sliced = text.second_before(start);
    let is_slice = text.before(start) == b'['
        && (sliced.is_ascii_alphanumeric() || matches!(sliced, b')' | b']' | b'_'))
        && groups <= 2
        && !address.iter().any(u8::is_ascii_alphabetic);
    address.iter().any(u8::is_ascii_digit) && !is_slice
}

/// The end of the zone (`%eth0`), if there is one.
fn end_of_zone(text: &Text<'_>, end: usize) -> usize {
    if text.at(end) != b'%' {
        return end;
    }
    let zone = text.run_of(end + 1, LONGEST_ZONE, |byte| byte.is_ascii_alphanumeric());
    if zone > end + 1 { zone } else { end }
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn addresses_are_found() {
        finds(&[
            ("from 192.168.0.1.", "from [ip address]."),
            ("http://10.0.0.1:8080/x", "http://[ip address]:8080/x"),
            (
                "10.1.2.0/24, 255.255.255.255",
                "[ip address]/24, [ip address]",
            ),
            ("ip:8.8.8.8", "ip:[ip address]"),
            ("2001:db8::1", "[ip address]"),
            ("2001:0db8:85a3:0000:0000:8a2e:0370:7334.", "[ip address]."),
            ("http://[fe80::1]:80/", "http://[[ip address]]:80/"),
            ("fe80::1%eth0", "[ip address]"),
            ("::ffff:192.0.2.128", "[ip address]"),
            ("lo is ::1", "lo is [ip address]"),
            (r#"{"ip":"2001:db8::1"}"#, r#"{"ip":"[ip address]"}"#),
            ("ip:2001:db8::1:", "ip:[ip address]:"),
            (r"a\n2001:db8::/32", r"a\n[ip address]/32"),
        ]);
    }

    #[test]
    fn versions_times_and_paths_stay() {
        ignores(&[
            "1.2.3",
            "v1.2.3.4",
            "version 1.2.3.4",
            "version: 1.2.3.4",
            "Chrome/120.0.6099.109",
            "256.1.1.1",
            "1.3.6.1.4.1.311",
            "01.02.03.04",
            "at 12:34:56",
            "12:34:56:78",
            "00:1a:2b:3c:4d:5e",
            "std::vector and a::b and fe::ed",
            "a[::2] and x[1::2]",
            "core::fmt",
            "::",
            "ratio 3:4",
            "f::1f::g",
        ]);
    }
}
