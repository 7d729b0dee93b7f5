//! Facts that the conventions state only in sentences: span names, operations of a span, its kinds, the provider of a
//! refinement, the severity of an event.
//!
//! The sentences are formulaic (`**Span name** SHOULD be …`). One that is not recognized is an error where the fact is
//! needed, never a guess.

/// The composition of a span's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpanName {
    /// The attribute whose value the name begins with.
    pub(crate) first: String,
    /// What follows: the first of these lists whose attributes are all known.
    pub(crate) alternatives: Vec<Vec<String>>,
}

const OPERATION: &str = "gen_ai.operation.name";

/// Parses the sentence on the span's name. `None` if there is none.
pub(crate) fn span_name(text: &str) -> Option<SpanName> {
    let sentence = passage(text, "**Span name**")?;
    let mut name: Option<SpanName> = None;
    let mut targets = Vec::new();
    for template in quoted(&sentence) {
        let mut words = template.split(' ').map(|word| match placeholder(word) {
            Some(key) => key.to_owned(),
            None => OPERATION.to_owned(),
        });
        let has_placeholder = template.contains('{');
        let (Some(first), rest) = (words.next(), words.collect::<Vec<_>>()) else {
            continue;
        };
        match &mut name {
            _ if !has_placeholder => {}
            None => {
                let alternatives = if rest.is_empty() { vec![] } else { vec![rest] };
                name = Some(SpanName {
                    first,
                    alternatives,
                });
            }
            Some(name) if !rest.is_empty() => name.alternatives.push(rest),
            Some(name) if first != name.first => targets.push(vec![first]),
            Some(_) => {}
        }
    }
    let mut name = name?;
    if name.alternatives.iter().any(|keys| keys == &["target"]) {
        name.alternatives = targets;
    }
    Some(name)
}

/// The operations that the span is for, if a sentence names them.
pub(crate) fn operations(text: &str) -> Vec<String> {
    let opening = format!("`{OPERATION}` SHOULD be ");
    let Some((_, after)) = text.split_once(&opening) else {
        return Vec::new();
    };
    quoted(&sentence(after)).map(str::to_owned).collect()
}

/// The provider that a refinement is for, if a sentence names it.
pub(crate) fn provider(text: &str) -> Option<String> {
    let (_, after) = text.split_once("`gen_ai.provider.name` MUST be set to `\"")?;
    after.split('"').next().map(str::to_owned)
}

/// Whether the span may also be of kind INTERNAL.
pub(crate) fn may_be_internal(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").contains("MAY be set to `INTERNAL`")
}

/// The number of the severity that the event should have, if a sentence gives one.
pub(crate) fn severity(text: &str) -> Option<u8> {
    let (_, after) = text.split_once("(severity number ")?;
    after.split(')').next()?.parse().ok()
}

/// The paragraph that begins with these words, and the list that follows it.
fn passage(text: &str, words: &str) -> Option<String> {
    let start = text.find(words)?;
    let mut paragraphs = text.get(start..)?.split("\n\n");
    let mut passage = paragraphs.next()?.to_owned();
    for list in paragraphs.take_while(|paragraph| paragraph.starts_with("- ")) {
        passage.push('\n');
        passage.push_str(list);
    }
    Some(passage)
}

/// Everything up to a full stop outside back ticks.
fn sentence(text: &str) -> String {
    let mut inside = false;
    let ends = |letter: &char| {
        inside ^= *letter == '`';
        *letter != '.' || inside
    };
    text.chars().take_while(ends).collect()
}

/// The texts in back ticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn placeholder(word: &str) -> Option<&str> {
    word.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::{may_be_internal, operations, provider, severity, span_name};

    fn name(text: &str) -> (String, Vec<Vec<String>>) {
        let name = span_name(text).unwrap();
        (name.first, name.alternatives)
    }

    #[test]
    fn reads_how_a_span_is_named() {
        let (first, rest) = name("**Span name** SHOULD be `{a.name} {b.name}` or `{a.name}`.");
        assert_eq!(
            (first.as_str(), rest),
            ("a.name", vec![vec!["b.name".to_owned()]])
        );

        let (first, rest) = name("**Span name** SHOULD be `{a.name}`.\n\nNot `{a.name} {b.name}`.");
        assert_eq!((first.as_str(), rest.len()), ("a.name", 0));

        let (first, rest) =
            name("**Span name** SHOULD be:\n\n- `run {b} {c}`\n- `run {b}`\n\nElse.");
        assert_eq!(first, "gen_ai.operation.name");
        assert_eq!(
            rest,
            [vec!["b".to_owned(), "c".to_owned()], vec!["b".to_owned()]]
        );

        let (_, rest) =
            name("**Span name** is `{a} {target}` where target is `{b}` or `{c}`, else `{a}`.");
        assert_eq!(rest, [["b".to_owned()], ["c".to_owned()]]);
        assert_eq!(span_name("A span."), None);
    }

    #[test]
    fn reads_operations_providers_kinds_and_severities() {
        let text = "The `gen_ai.operation.name` SHOULD be one of `a.b`, or `c`. Not `d`.";
        assert_eq!(operations(text), ["a.b", "c"]);
        assert!(operations("Nothing.").is_empty());
        let text = "`gen_ai.provider.name` MUST be set to `\"acme\"`.";
        assert_eq!(provider(text).as_deref(), Some("acme"));
        assert!(may_be_internal("MAY be set\nto `INTERNAL`"));
        assert_eq!(severity("to DEBUG (severity number 5) when"), Some(5));
        assert_eq!(severity("to DEBUG"), None);
    }
}
