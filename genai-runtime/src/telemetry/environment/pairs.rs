//! Lists such as `key=value,key=value` with percent-encoded parts.

use percent_encoding::percent_decode_str;

/// The entries of a list, each with its decoded key and value, or the entry itself if it is malformed.
///
/// White space around keys, values and entries is trimmed, and empty entries are skipped.
pub(super) fn pairs(list: &str) -> impl Iterator<Item = Result<(String, String), &str>> {
    list.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(|entry| pair(entry).ok_or(entry))
}

fn pair(entry: &str) -> Option<(String, String)> {
    let (key, value) = entry.split_once('=')?;
    let decoded = |text: &str| {
        percent_decode_str(text.trim())
            .decode_utf8()
            .ok()
            .map(std::borrow::Cow::into_owned)
    };
    let key = decoded(key).filter(|key| !key.is_empty())?;
    Some((key, decoded(value)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_decoded() {
        let list = " a = b%20c ,k%2Cey=va%3Dlue=,,empty=,base64=SGVsbG8h== ";
        let read: Result<Vec<_>, _> = pairs(list).collect();
        let expected = [
            ("a", "b c"),
            ("k,ey", "va=lue="),
            ("empty", ""),
            ("base64", "SGVsbG8h=="),
        ];
        assert_eq!(
            read.unwrap(),
            expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn malformed_entries_are_errors() {
        for entry in ["word", "=value", "key=%ff"] {
            assert_eq!(pairs(entry).collect::<Vec<_>>(), [Err(entry)]);
        }
    }
}
