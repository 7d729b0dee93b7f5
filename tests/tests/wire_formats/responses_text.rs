//! The texts of a stream of OpenAI's Responses API, which repeats them: in fragments, then in full, in the output item
//! and in the final response. Servers leave out some of these.

use std::collections::BTreeMap;

use serde_json::Value;

/// The texts of all items.
pub(crate) fn text(events: &[Value]) -> String {
    let mut items = BTreeMap::<u64, [String; 3]>::new();
    let mut at_the_end = String::new();
    for event in events {
        let index = event["output_index"].as_u64().unwrap_or(0);
        let [fragments, whole, item] = items.entry(index).or_default();
        let text = |key: &str| event[key].as_str().unwrap_or_default();
        match event["type"].as_str().unwrap_or_default() {
            "response.output_text.delta" | "response.refusal.delta" => {
                fragments.push_str(text("delta"));
            }
            "response.output_text.done" => whole.push_str(text("text")),
            "response.refusal.done" => whole.push_str(text("refusal")),
            "response.output_item.done" => item.push_str(&of_item(&event["item"])),
            _ => {}
        }
        let output = event["response"]["output"].as_array().into_iter().flatten();
        let output: String = output.map(of_item).collect();
        if !output.is_empty() {
            at_the_end = output;
        }
    }
    let collected = items.into_values().filter_map(|sources| {
        let mut sources = sources.into_iter();
        sources.find(|source| !source.is_empty())
    });
    let collected: String = collected.collect();
    if collected.is_empty() {
        at_the_end
    } else {
        collected
    }
}

fn of_item(item: &Value) -> String {
    let parts = item["content"].as_array().into_iter().flatten();
    let parts = parts.filter(|_| item["type"] == "message");
    let texts = parts.filter_map(|part| part["text"].as_str().or(part["refusal"].as_str()));
    texts.collect()
}
