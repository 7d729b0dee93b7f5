//! Lists of names such as `otlp,console`, where `none` stands for an empty list.

use super::Variables;

/// A variable that holds a list of names.
pub(super) struct List<'a> {
    pub(super) variable: &'a str,
    /// The names that are understood, without `none`.
    pub(super) names: &'a [&'static str],
    pub(super) expected: &'a str,
    pub(super) default: &'a str,
}

impl List<'_> {
    /// The names in their order, each once; nothing if the default is to be used.
    pub(super) fn read(&self, variables: &Variables<'_>) -> Option<Vec<&'static str>> {
        let text = variables.text(self.variable, self.default)?;
        let lower = text.to_ascii_lowercase();
        let mut found = Vec::new();
        let (mut none, mut unknown) = (false, false);
        for entry in lower
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
        {
            match self.names.iter().find(|name| **name == entry) {
                Some(name) if found.contains(name) => {}
                Some(name) => found.push(*name),
                None if entry == "none" => none = true,
                None => unknown = true,
            }
        }
        let empty = found.is_empty();
        let useless = empty && !none;
        if unknown || useless || (none && !empty) {
            let instead = match (useless, empty) {
                (true, _) => self.default.to_owned(),
                (false, true) => "`none`".to_owned(),
                (false, false) => format!("`{}`", found.join(",")),
            };
            variables.refuse(self.variable, &text, self.expected, instead);
        }
        (!useless).then_some(found)
    }
}
