//! Properties of every answer, for every way to split it.

#![cfg(feature = "content")]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Budget, Output};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    Text,
    Reasoning,
    Id,
    Name,
    Arguments,
}

#[derive(Debug, Clone)]
struct Fragment {
    target: Target,
    choice: usize,
    index: usize,
    text: String,
}

fn fragment() -> impl Strategy<Value = Fragment> {
    let target = prop_oneof![
        Just(Target::Text),
        Just(Target::Reasoning),
        Just(Target::Id),
        Just(Target::Name),
        Just(Target::Arguments),
    ];
    let text = prop_oneof![
        "[a-z\"\\\\\n\0é🦀]{0,24}",
        Just("{\"city\": \"Oslo\",".to_owned()),
        Just(" \"days\":[1,2e400,null]}".to_owned()),
        Just("\"days\":[1,2.50]}".to_owned()),
        "[a-z\n]{0,3}".prop_map(|text| text.repeat(100)),
    ];
    (target, 0..4_usize, 0..3_usize, text).prop_map(|(target, choice, index, text)| Fragment {
        target,
        choice,
        index,
        text,
    })
}

/// Reports everything, texts in pieces of so many characters; identifiers and names are not split.
fn output(budget: Budget, fragments: &[Fragment], characters: usize) -> Output {
    let mut output = Output::new(budget);
    for Fragment {
        target,
        choice,
        index,
        text,
    } in fragments
    {
        let letters: Vec<char> = text.chars().collect();
        let pieces = letters.chunks(characters).map(String::from_iter);
        match target {
            Target::Id => output.tool_call_id(*choice, *index, text),
            Target::Name => output.tool_call_name(*choice, *index, text),
            Target::Text => pieces.for_each(|piece| output.text(*choice, &piece)),
            Target::Reasoning => pieces.for_each(|piece| output.reasoning(*choice, &piece)),
            Target::Arguments => {
                pieces.for_each(|piece| output.tool_call_arguments(*choice, *index, &piece));
            }
        }
    }
    output
}

/// The expected answer by plain concatenation.
fn folded(fragments: &[Fragment], finish_reasons: &[Option<String>]) -> Value {
    let mut choices: Vec<Vec<(Target, usize, Value)>> = Vec::new();
    for Fragment {
        target,
        choice,
        index,
        text,
    } in fragments
        .iter()
        .filter(|fragment| !fragment.text.is_empty())
    {
        choices.resize(choices.len().max(choice + 1), Vec::new());
        let parts = &mut choices[*choice];
        if let Target::Text | Target::Reasoning = target {
            match parts.last_mut() {
                Some((last, _, part)) if last == target => append(&mut part["content"], text),
                _ => {
                    let kind = if *target == Target::Text {
                        "text"
                    } else {
                        "reasoning"
                    };
                    parts.push((*target, 0, json!({"type": kind, "content": text})));
                }
            }
            continue;
        }
        let at = parts
            .iter()
            .rposition(|(target, at, _)| *target == Target::Id && at == index);
        // Once both calls have names, another identifier means another call.
        let next = at.and_then(|at| {
            let part = parts[at].2.as_object_mut().unwrap();
            (*target == Target::Name)
                .then(|| part.remove("next"))
                .flatten()
        });
        let at = at.filter(|_| next.is_none()).unwrap_or_else(|| {
            parts.push((Target::Id, *index, json!({"type": "tool_call", "name": ""})));
            parts.len() - 1
        });
        let part = &mut parts[at].2;
        match target {
            Target::Id if part["name"] != "" && part.get("id").is_some_and(|id| *id != **text) => {
                part["next"] = text.as_str().into();
            }
            Target::Id => {
                part.as_object_mut().unwrap().remove("next");
                part["id"] = text.as_str().into();
            }
            Target::Name => {
                if let Some(next) = next {
                    part["id"] = next;
                }
                part["name"] = text.as_str().into();
            }
            _ => append(&mut part["arguments"], text),
        }
    }
    choices.resize(choices.len().max(finish_reasons.len()), Vec::new());
    let message = |(choice, parts): (usize, Vec<(Target, usize, Value)>)| {
        let reason = finish_reasons.get(choice).cloned().flatten();
        let parts: Vec<_> = parts.into_iter().map(|(_, _, part)| parsed(part)).collect();
        let reason = reason.unwrap_or("error".to_owned());
        json!({"role": "assistant", "parts": parts, "finish_reason": reason})
    };
    choices.into_iter().enumerate().map(message).collect()
}

fn append(slot: &mut Value, text: &str) {
    *slot = format!("{}{text}", slot.as_str().unwrap_or_default()).into();
}

fn parsed(mut part: Value) -> Value {
    part.as_object_mut().unwrap().remove("next");
    if let Some(arguments) = part["arguments"].as_str()
        && let Ok(arguments) = serde_json::from_str(arguments)
    {
        part["arguments"] = arguments;
    } else if part["arguments"].is_null() {
        part.as_object_mut().unwrap().remove("arguments");
    }
    part
}

fn assert_follows_the_schema(messages: &Value) {
    for message in messages.as_array().expect("an array of messages") {
        assert_eq!(message["role"], "assistant");
        assert!(message["finish_reason"].is_string());
        for part in message["parts"].as_array().expect("an array of parts") {
            match part["type"].as_str() {
                Some("text" | "reasoning") => assert!(part["content"].is_string()),
                Some("tool_call") => assert!(
                    part["name"].is_string() && (part.get("id").is_none_or(Value::is_string))
                ),
                other => panic!("a part of type {other:?}"),
            }
        }
    }
}

fn reasons() -> impl Strategy<Value = Vec<Option<String>>> {
    prop::collection::vec(prop::option::of("[a-z_\"\n]{0,50}"), 0..6)
}

proptest! {
    #[test]
    fn every_answer_is_valid_json_within_its_budget(
        fragments in prop::collection::vec(fragment(), 0..40),
        reasons in reasons(),
        part in 0..600_usize,
        total in 0..3000_usize,
        characters in 1..20_usize,
    ) {
        let budget = Budget { part, total };
        let whole = output(budget, &fragments, usize::MAX);
        prop_assert_eq!(&whole, &output(budget, &fragments, characters));
        if let Some(rendered) = whole.to_json(&reasons, None).map(|piece| piece.json) {
            prop_assert!(rendered.len() <= total, "{} > {total}: {rendered}", rendered.len());
            assert_follows_the_schema(&serde_json::from_str(&rendered).unwrap());
        }
    }

    #[test]
    fn an_answer_within_the_limit_is_complete(
        fragments in prop::collection::vec(fragment(), 0..40),
        reasons in reasons(),
        characters in 1..20_usize,
    ) {
        let budget = Budget { part: usize::MAX, total: usize::MAX };
        let rendered = output(budget, &fragments, characters).to_json(&reasons, None);
        let rendered = rendered.map(|piece| piece.json);
        let is_empty = fragments.iter().all(|fragment| fragment.text.is_empty());
        let expected = (!is_empty).then(|| folded(&fragments, &reasons));
        prop_assert_eq!(rendered.map(|json| serde_json::from_str::<Value>(&json).unwrap()), expected);
    }
}

#[test]
fn memory_is_bounded_by_the_budget_for_any_input() {
    let budget = Budget::default();
    let mut output = Output::new(budget);
    let piece = "0123456789\n".repeat(100);
    for round in 0..10_000_usize {
        output.text(round % 7, &piece);
        output.reasoning(round % 300, &piece);
        output.tool_call_name(round, round, &piece);
        output.tool_call_arguments(round % 5, round, &piece);
    }
    output.text(usize::MAX, "far away");
    assert!(
        output.capacity() <= 4 * budget.total,
        "{}",
        output.capacity()
    );
    assert!(output.to_json(&[], None).unwrap().json.len() <= budget.total);
}
