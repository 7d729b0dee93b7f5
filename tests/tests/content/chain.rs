//! A chain with every kind of content.

use genai_runtime::content::AsJson;
use genai_runtime::{
    ContentValue, RecordReport, Records, Response, UsageReport, chain_step, llm_span,
};
use serde::Serialize;
use serde_json::json;

/// A model's answer.
pub(crate) struct Reply(pub(crate) String);

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response
            .input_tokens(3_u32)
            .output_tokens(5_u32)
            .text(0, &self.0)
            .finish_reason(0, "stop");
        let arguments = json!({ "query": self.0 }).to_string();
        response
            .tool_call(0, 0)
            .id("call_1")
            .name("search")
            .arguments(arguments);
    }
}

#[derive(Serialize)]
pub(crate) struct Query {
    pub(crate) words: String,
}

pub(crate) struct Page(pub(crate) String);

impl RecordReport for Page {
    fn report(&self, records: &mut Records<'_>) {
        records.record("page-1", 0.75, &self.0);
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    input = prompt,
    system_instructions = "be brief",
    tools = ["search"]
)]
pub(crate) fn complete(prompt: &str) -> Reply {
    Reply(prompt.to_uppercase())
}

#[chain_step(kind = tool, arguments = AsJson(query), result = |found| found)]
pub(crate) fn search(query: &Query) -> String {
    query.words.to_lowercase()
}

#[chain_step(kind = retrieval, data_source = "handbook", query = question, documents = |pages| pages)]
pub(crate) fn retrieve(question: &str) -> Vec<Page> {
    vec![Page(question.to_owned()), Page("another".to_owned())]
}

#[chain_step(kind = memory, operation = search_memory, store = "s", query = question, records = |found| found)]
pub(crate) fn remember(question: &str) -> Vec<String> {
    vec![question.to_owned()]
}

#[chain_step(kind = agent, input = question, system_instructions = "help", output = |answer| answer)]
pub(crate) fn agent(question: &str) -> String {
    let query = Query {
        words: complete(question).0,
    };
    assert!(AsJson(&query).size().is_some());
    retrieve(question);
    remember(question);
    search(&query)
}

#[chain_step(kind = workflow, input = question, output = |answer| answer)]
pub(crate) fn workflow(question: &str) -> String {
    agent(question)
}
