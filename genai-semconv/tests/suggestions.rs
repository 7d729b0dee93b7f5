//! Misspelt keys lead to the right ones, and a rename is only claimed where there was one.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a test that prints its figure"
)]

use std::collections::BTreeSet;

use genai_semconv::Profile;
use genai_semconv::attribute::{attribute, attributes, is_reserved};
use genai_semconv::rename::renamed;
use genai_semconv::suggest::{Suggestion, misspelt_namespace, suggest};

/// One letter dropped, doubled or swapped with its neighbour, at every place.
fn typos(key: &str) -> BTreeSet<String> {
    let mut typos = BTreeSet::new();
    for (place, letter) in key.char_indices() {
        let (before, after) = (&key[..place], &key[place + letter.len_utf8()..]);
        typos.insert(format!("{before}{after}"));
        typos.insert(format!("{before}{letter}{letter}{after}"));
        if let Some(next) = after.chars().next() {
            typos.insert(format!(
                "{before}{next}{letter}{}",
                &after[next.len_utf8()..]
            ));
        }
    }
    typos.remove(key);
    typos
}

/// What the macros say of a key that they do not know.
fn found(key: &str) -> Option<Suggestion> {
    match renamed(key) {
        Some(rename) => Some(Suggestion::Renamed(rename)),
        None if is_reserved(key) => suggest(key),
        None => misspelt_namespace(key),
    }
}

#[test]
fn a_typo_in_a_key_leads_to_the_key() {
    let latest = attributes()
        .iter()
        .filter(|a| a.is_current(Profile::Latest));
    let keys: Vec<_> = latest
        .map(|a| a.key)
        .filter(|key| key.starts_with("gen_ai."))
        .collect();
    assert_eq!(keys.len(), 79);
    let (mut all, mut right) = (0_u32, 0_u32);
    let mut wrong = Vec::new();
    for key in keys {
        for typo in typos(key) {
            // `gen_ai.request.top_p` has a neighbour that is a key too: such a word is no typo.
            if attribute(&typo).is_some_and(|found| found.key == typo) {
                continue;
            }
            all += 1;
            let suggestion = found(&typo);
            if let Some(Suggestion::Renamed(rename)) = suggestion {
                assert_eq!(rename.from, typo);
                assert_eq!(rename.to, [key], "a wrong claim on `{typo}`");
            }
            if suggestion.and_then(Suggestion::key) == Some(key) {
                right += 1;
            } else {
                wrong.push(format!("{typo} -> {suggestion:?}"));
            }
        }
    }
    let share = f64::from(right) / f64::from(all) * 100.0;
    println!("{right} of {all} typos lead to the right key: {share:.2} %");
    println!("the others:\n{}", wrong.join("\n"));
    assert!(share >= 95.0, "{share:.2} %");
}

#[test]
fn other_spellings_lead_to_the_key() {
    for (written, meant) in [
        ("gen_ai.request.maxTokens", "gen_ai.request.max_tokens"),
        ("gen_ai.request_max_tokens", "gen_ai.request.max_tokens"),
        ("GEN_AI.REQUEST.MODEL", "gen_ai.request.model"),
        ("genai.request.model", "gen_ai.request.model"),
        ("ai.response.id", "gen_ai.response.id"),
        ("llm.request.top-p", "gen_ai.request.top_p"),
        ("llm.modelName", "gen_ai.request.model"),
        ("server-port", "server.port"),
    ] {
        assert_eq!(
            suggest(written),
            Some(Suggestion::Spelling(meant)),
            "{written}"
        );
    }
}

#[test]
fn a_rename_is_reported_for_the_exact_name_only() {
    let claim = |key| matches!(suggest(key), Some(Suggestion::Renamed(_)));
    assert!(claim("gen_ai.system"));
    assert!(claim("llm.usage.total_tokens"));
    assert!(!claim("gen_ai.systen"));
    assert!(!claim("GEN_AI.SYSTEM"));
    assert!(!claim("llm.usage.totaltokens"));
    assert_eq!(
        suggest("llm.usage.total_tokens").and_then(Suggestion::key),
        None
    );
}

#[test]
fn nothing_is_suggested_for_other_peoples_names() {
    for key in [
        "",
        "acme.mood",
        "http.request.method",
        "gen_ai.something.else.entirely",
    ] {
        assert_eq!(suggest(key), None, "{key}");
    }
    assert_eq!(suggest(&"gen_ai.".repeat(100)), None);
    assert_eq!(suggest("gen_ai.ключ"), None);
}
