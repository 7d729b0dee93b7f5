//! Attributes as `key=value`, with the words of the conventions that go without saying left out.

use opentelemetry::logs::AnyValue;
use opentelemetry::{Key, Value};

use super::text;

/// Nested values below this are not shown.
const MAX_DEPTH: usize = 4;
/// Longer values fit on no terminal; the rest is not even escaped.
const MAX_CHARACTERS: usize = 1_000;

/// An attribute on its way to the terminal, escaped.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    key: String,
    value: String,
}

impl Pair {
    /// An attribute of a span or a data point.
    pub(super) fn of_value(key: &Key, value: &Value) -> Self {
        Self {
            key: short_key(key),
            value: match value {
                Value::String(string) => quoted(string.as_str()),
                other => limited(&other.to_string()),
            },
        }
    }

    /// An attribute of a log record.
    pub(super) fn of_any_value(key: &Key, value: &AnyValue) -> Self {
        Self {
            key: short_key(key),
            value: any_value(value, 0),
        }
    }

    /// `key=value` with the value shortened to `value_columns`.
    pub(super) fn text(&self, value_columns: usize) -> String {
        format!("{}={}", self.key, text::shorten(&self.value, value_columns))
    }
}

/// A value without a key, such as the body of a log record.
pub(super) fn bare_value(value: &AnyValue) -> String {
    match value {
        AnyValue::String(string) => limited(string.as_str()),
        other => any_value(other, 0),
    }
}

/// `gen_ai.operation.name` is `operation`, `gen_ai.request.model` is `request.model`.
fn short_key(key: &Key) -> String {
    let key = key.as_str();
    let short = key.strip_prefix("gen_ai.").unwrap_or(key);
    limited(short.strip_suffix(".name").unwrap_or(short))
}

fn any_value(value: &AnyValue, depth: usize) -> String {
    match value {
        AnyValue::Int(number) => number.to_string(),
        AnyValue::Double(number) => number.to_string(),
        AnyValue::Boolean(flag) => flag.to_string(),
        AnyValue::String(string) => quoted(string.as_str()),
        AnyValue::Bytes(bytes) => format!("<{} bytes>", bytes.len()),
        AnyValue::ListAny(_) | AnyValue::Map(_) if depth == MAX_DEPTH => "…".to_owned(),
        AnyValue::ListAny(items) => {
            let items = items.iter().map(|item| any_value(item, depth + 1));
            format!("[{}]", joined(items))
        }
        AnyValue::Map(entries) => {
            // A hash map's order would differ from record to record.
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            let entries = entries.into_iter().map(|(key, value)| {
                format!("{}:{}", limited(key.as_str()), any_value(value, depth + 1))
            });
            format!("{{{}}}", joined(entries))
        }
        _ => "?".to_owned(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for part in parts {
        if out.len() > MAX_CHARACTERS {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&part);
    }
    out
}

/// The string, in quotes if it would be ambiguous without them.
fn quoted(string: &str) -> String {
    let is_ambiguous =
        |character: char| character.is_whitespace() || "=\"',[]{}".contains(character);
    if string.is_empty() || string.contains(is_ambiguous) {
        in_quotes(string)
    } else {
        limited(string)
    }
}

/// A string in quotes, which nothing within it ends.
fn in_quotes(string: &str) -> String {
    let end = string.char_indices().nth(MAX_CHARACTERS);
    let kept = end.map_or(string, |(end, _)| string.get(..end).unwrap_or_default());
    let kept = kept.replace('\\', r"\\").replace('"', r#"\""#);
    let rest = if end.is_some() { "…" } else { "" };
    format!("\"{}{rest}\"", text::escape(&kept))
}

fn limited(string: &str) -> String {
    text::limited(string, MAX_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::{Key, MAX_CHARACTERS, Pair, Value};

    fn printed(value: &str) -> String {
        let value = Value::from(value.to_owned());
        Pair::of_value(&Key::from("k"), &value).text(usize::MAX)
    }

    #[test]
    fn quotes_in_values_are_escaped() {
        for (value, expected) in [
            ("plain", "k=plain"),
            (r"C:\temp", r"k=C:\temp"),
            ("", r#"k="""#),
            ("two words", r#"k="two words""#),
            ("a\nb", r#"k="a\nb""#),
            (r"a \n b", r#"k="a \\n b""#),
            (r#"x" error.type="none"#, r#"k="x\" error.type=\"none""#),
            (r"ends with \", r#"k="ends with \\""#),
        ] {
            assert_eq!(printed(value), expected);
        }
    }

    #[test]
    fn shortened_values_keep_their_closing_quote() {
        let kept = r#"\""#.repeat(MAX_CHARACTERS);
        assert_eq!(
            printed(&"\"".repeat(MAX_CHARACTERS)),
            format!("k=\"{kept}\"")
        );
        let longer = "\"".repeat(MAX_CHARACTERS + 1);
        assert_eq!(printed(&longer), format!("k=\"{kept}…\""));
    }
}
