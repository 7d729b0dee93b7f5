//! Values of JSON fields by the fields' names.

use std::ops::Range;

use super::escapes::Unescaped;
use super::field_names::FieldNames;
use super::json::{Depth, end_of_value};
use super::kind::{Kind, marker_at};
use super::text::{Text, is_json_space};

/// Longer texts are not names.
const LONGEST_NAME: usize = 64;

/// A value that is to be replaced.
pub(super) struct Value {
    pub(super) range: Range<usize>,
    pub(super) depth: Depth,
    /// Whether a marker has replaced the value already.
    pub(super) is_marker: bool,
}

/// The value after the colon at an offset of the written text, if the field before it is a secret.
pub(super) fn after(text: &Text<'_>, colon: usize, names: &FieldNames) -> Option<Value> {
    let depth = depth_of_secret(text, colon, names)?;
    let start = text.run(colon + 1, is_json_space);
    if marker_at(text, start) {
        return None;
    }
    let end = end_of_value(text, start, depth)?;
    let content = start + depth.backslashes() + 1;
    let marker = Kind::JsonField.marker();
    let is_marker = text.starts_with(content, marker)
        && end == content + marker.len() + depth.backslashes() + 1;
    Some(Value {
        range: start..end,
        depth,
        is_marker,
    })
}

/// The depth of the name before a colon, if it is that of a secret.
fn depth_of_secret(text: &Text<'_>, colon: usize, names: &FieldNames) -> Option<Depth> {
    let (quote, depth) = quote_before(text, text.run_back(colon, is_json_space))?;
    let start = start_of_name(text, quote);
    let (_, opening) = quote_before(text, start)?;
    let name = text.part(start, quote);
    (opening == depth && is_secret(name, names)).then_some(depth)
}

/// The depth of the quote that ends at an offset, and where its backslashes begin.
pub(super) fn quote_before(text: &Text<'_>, end: usize) -> Option<(usize, Depth)> {
    if text.before(end) != b'"' {
        return None;
    }
    let quote = end.checked_sub(1)?;
    let start = text.run_back(quote, |byte| byte == b'\\');
    Some((start, Depth::of_quote(quote - start)?))
}

/// Whether a name is that of a secret, however it is escaped.
fn is_secret(name: &[u8], names: &FieldNames) -> bool {
    if !name.contains(&b'\\') {
        return names.contains(name);
    }
    let name = String::from_utf8_lossy(name);
    names.contains(Unescaped::new(&name).text().as_bytes())
}

fn start_of_name(text: &Text<'_>, end: usize) -> usize {
    let least = end.saturating_sub(LONGEST_NAME).max(text.floor());
    let name = text.part(least, end).iter().rev();
    end - name.take_while(|byte| **byte != b'"').count()
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn values_of_secrets_are_replaced() {
        finds(&[
            (
                r#"{"password":"hunter2","a":1}"#,
                r#"{"password":"[secret]","a":1}"#,
            ),
            (
                r#"{ "api_key" : "a\"b\\", "b": "c"}"#,
                r#"{ "api_key" : "[secret]", "b": "c"}"#,
            ),
            (r#"{"dbPassword":"a\\"}"#, r#"{"dbPassword":"[secret]"}"#),
            (r#"{"token":-1.5e3}"#, r#"{"token":"[secret]"}"#),
            (
                r#"{"secret":true,"token":null,"auth":""}"#,
                r#"{"secret":"[secret]","token":null,"auth":""}"#,
            ),
            (
                r#"{"credentials":{"a":["}",{}],"b":"\"]"},"c":[]}"#,
                r#"{"credentials":"[secret]","c":[]}"#,
            ),
            (
                r#"{"/prod/db/password":"hunter2","config:password":"x","größe/pwd":1}"#,
                r#"{"/prod/db/password":"[secret]","config:password":"[secret]","größe/pwd":"[secret]"}"#,
            ),
            (
                r#"{"pass\u0077ord":"hunter2","a":"{\"pass\\u0077ord\":\"x\"}"}"#,
                r#"{"pass\u0077ord":"[secret]","a":"{\"pass\\u0077ord\":\"[secret]\"}"}"#,
            ),
            (r#"{"cookie":[ "a" ] }"#, r#"{"cookie":"[secret]" }"#),
            (
                r#"{"a":"{\"token\":\"x\\\"y\",\"b\":1}"}"#,
                r#"{"a":"{\"token\":\"[secret]\",\"b\":1}"}"#,
            ),
            (
                r#"{"a":"{\"token\": {\"x\":\"}\"}}"}"#,
                r#"{"a":"{\"token\": \"[secret]\"}"}"#,
            ),
            (
                r#"{"a":"{\"token\":\"cut"}"#,
                r#"{"a":"{\"token\":\"[secret]\""}"#,
            ),
            (
                r#"{"a":"{\"token\":[\"cut\",[","b":1}"#,
                r#"{"a":"{\"token\":\"[secret]\"","b":1}"#,
            ),
            (
                r#""{\"a\":\"{\\\"token\\\":\\\"cut\",\"b\":1}""#,
                r#""{\"a\":\"{\\\"token\\\":\\\"[secret]\\\"\",\"b\":1}""#,
            ),
            (r#"{"token":"cut"#, r#"{"token":"[secret]""#),
            (r#"{"token":["cut"#, r#"{"token":"[secret]""#),
            (r#"say "password": "x""#, r#"say "password": "[secret]""#),
        ]);
    }

    #[test]
    fn other_fields_stay() {
        ignores(&[
            r#"{"max_tokens":5,"tokens":[1,2],"passwords_allowed":true}"#,
            r#"{"password":null,"secret":"","token":[],"auth":{}}"#,
            r#"{"password":"[secret]"}"#,
            r#"{"a":"\"token\": maybe"}"#,
            r#"{"a":"password","b":"x"}"#,
            r#"{"password/hint":"x","passw\u00f6rd":"x"}"#,
            r#"{"Forgot password?":"Passwort vergessen?","What is my password?":"Ask the help desk"}"#,
            r#"password: "x""#,
            r#""token": unknown"#,
        ]);
    }
}
