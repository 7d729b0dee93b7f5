//! Function arguments that a stream sends leaf by leaf, each with its path, as Gemini does.

use serde_json::Value;

use super::Response;
use crate::content::hidden::hides_content;

/// The incomplete arguments of a call. They are written as JSON in the order of the stream; only the current position
/// is kept.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PartialArguments {
    choice: usize,
    call: usize,
    /// The path of the last leaf; empty before the first.
    path: Vec<Step>,
    /// Whether that leaf is an incomplete text.
    is_open: bool,
}

hides_content!(PartialArguments);

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(String),
}

impl Step {
    const fn opening(&self) -> char {
        match self {
            Self::Key(_) => '{',
            Self::Index(_) => '[',
        }
    }

    const fn closing(&self) -> char {
        match self {
            Self::Key(_) => '}',
            Self::Index(_) => ']',
        }
    }

    /// Writes the key before a value.
    fn label(&self, json: &mut String) {
        if let Self::Key(key) = self {
            json.push('"');
            json.push_str(&escaped(key));
            json.push_str("\":");
        }
    }
}

impl Response<'_> {
    /// Begins incomplete arguments of the last unnumbered call of a choice.
    pub(super) fn open_arguments(&mut self, choice: usize) {
        self.facts.partial_arguments = Some(Box::new(PartialArguments {
            choice,
            call: self.facts.unnumbered_calls.last(choice),
            path: Vec::new(),
            is_open: false,
        }));
    }

    /// Whether a choice has incomplete arguments.
    pub(super) fn has_open_arguments(&self, choice: usize) -> bool {
        let open = self.facts.partial_arguments.as_ref();
        open.is_some_and(|open| open.choice == choice)
    }

    /// Adds a leaf of incomplete arguments, or a fragment of it: its path, its value, and whether it is continued.
    pub(super) fn argument(&mut self, path: &str, value: &Value, goes_on: bool) {
        if let Some(open) = &mut self.facts.partial_arguments {
            let (choice, call) = (open.choice, open.call);
            let json = open.leaf(path, value, goes_on);
            self.tool_call(choice, call).arguments(json);
        }
    }

    /// Completes incomplete arguments, if there are any.
    pub(super) fn close_arguments(&mut self) {
        if let Some(open) = self.facts.partial_arguments.take() {
            let json = open.end();
            self.tool_call(open.choice, open.call).arguments(json);
        }
    }
}

impl PartialArguments {
    fn leaf(&mut self, path: &str, value: &Value, goes_on: bool) -> String {
        let path = steps(path);
        let mut json = String::new();
        if !(self.is_open && self.path == path) {
            if !self.go_to(path, &mut json) {
                return json;
            }
            if value.is_string() {
                json.push('"');
                self.is_open = true;
            }
        }
        match value {
            Value::String(text) => json.push_str(&escaped(text)),
            _ if self.is_open => {}
            value => json.push_str(&value.to_string()),
        }
        if !goes_on {
            self.end_text(&mut json);
        }
        json
    }

    /// Moves to another leaf; `false` if its path is invalid, or was written already.
    fn go_to(&mut self, path: Vec<Step>, json: &mut String) -> bool {
        let pairs = self.path.iter().zip(&path);
        let common = pairs.take_while(|(old, new)| old == new).count();
        let is_written = common == self.path.len() && common > 0;
        if common == path.len() || is_written {
            return false;
        }
        self.end_text(json);
        if !self.path.is_empty() {
            let left = self.path.iter().skip(common + 1).rev();
            json.extend(left.map(Step::closing));
            json.push(',');
        }
        for (depth, step) in path.iter().enumerate().skip(common) {
            if depth > common || self.path.is_empty() {
                json.push(step.opening());
            }
            step.label(json);
        }
        self.path = path;
        true
    }

    fn end_text(&mut self, json: &mut String) {
        if self.is_open {
            json.push('"');
            self.is_open = false;
        }
    }

    fn end(&self) -> String {
        let text = self.is_open.then_some('"');
        let left = self.path.iter().rev().map(Step::closing);
        text.into_iter().chain(left).collect()
    }
}

/// The steps of a path such as `$.recipe.ingredients[0]['of whom']`.
fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap_or(path);
    while !rest.is_empty() {
        let (step, others) = match rest.strip_prefix('[') {
            Some(bracket) => in_brackets(bracket),
            None => {
                let named = rest.strip_prefix('.').unwrap_or(rest);
                let end = named.find(['.', '[']).unwrap_or(named.len());
                let (name, others) = named.split_at(end);
                (Step::Key(name.to_owned()), others)
            }
        };
        steps.push(step);
        rest = others;
    }
    steps
}

fn in_brackets(text: &str) -> (Step, &str) {
    for (quote, end) in [('\'', "']"), ('"', "\"]")] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let (name, others) = quoted.split_once(end).unwrap_or((quoted, ""));
            return (Step::Key(name.to_owned()), others);
        }
    }
    let (index, others) = text.split_once(']').unwrap_or((text, ""));
    (Step::Index(index.to_owned()), others)
}

/// A text escaped for a JSON string, without quotes.
fn escaped(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    let inner = quoted.strip_prefix('"');
    let inner = inner.and_then(|inner| inner.strip_suffix('"'));
    inner.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::PartialArguments;

    /// What the leaves become: the path of each, its value, and whether it goes on.
    fn whole(leaves: &[(&str, Value, bool)]) -> String {
        let mut open = PartialArguments {
            choice: 0,
            call: 0,
            path: Vec::new(),
            is_open: false,
        };
        let written = leaves
            .iter()
            .map(|(path, value, goes_on)| open.leaf(path, value, *goes_on));
        let written: String = written.collect();
        written + &open.end()
    }

    #[test]
    fn leaves_with_paths_become_one_json_text() {
        let arguments = whole(&[
            ("$.recipe.name", json!("la\"sag"), true),
            ("$.recipe.name", json!("na"), true),
            ("$.recipe.name", json!(""), false),
            ("$.recipe.parts[0].name", json!("noo"), true),
            ("$.recipe.parts[0].name", json!("dles"), false),
            ("$.recipe.parts[0].grams", json!(0.5), false),
            ("$.recipe.parts[1]['of whom']", json!("me"), false),
            ("$.recipe.parts[1][\"a.b\"]", Value::Null, false),
            ("$.is_vegan", json!(false), false),
            ("$.steps[0]", json!("cook"), false),
            ("$.steps[1]", json!("eat"), true),
        ]);
        let arguments: Value = serde_json::from_str(&arguments).unwrap();
        let expected = json!({
            "recipe": {"name": "la\"sagna", "parts": [
                {"name": "noodles", "grams": 0.5}, {"of whom": "me", "a.b": null}
            ]},
            "is_vegan": false, "steps": ["cook", "eat"]
        });
        assert_eq!(arguments, expected);
    }

    #[test]
    fn repeated_leaves_and_invalid_paths_are_ignored() {
        let arguments = whole(&[
            ("$", json!("nowhere"), false),
            ("", json!(1), false),
            ("$.a", json!("text"), false),
            ("$.a", json!(""), false),
            ("$.a.b", json!("below"), false),
            ("$.c", json!(1), true),
            ("$.c", json!(2), false),
        ]);
        assert_eq!(arguments, r#"{"a":"text","c":1}"#);
        assert_eq!(whole(&[]), "");
    }

    #[test]
    fn no_path_causes_a_panic() {
        for path in [
            "$..", "$.[", "$[", "$['", "$[']", "]", "$.a[0", "é[ü].", "....", "[[]]",
        ] {
            whole(&[
                (path, json!("a"), true),
                ("$.b", json!("b"), true),
                (path, json!(3), false),
            ]);
        }
    }
}
