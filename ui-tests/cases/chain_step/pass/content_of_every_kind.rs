#![deny(warnings)]

use genai_runtime::{ContentCapture, RecordReport, Records, chain_step};

struct Page(String);

impl RecordReport for Page {
    fn report(&self, records: &mut Records<'_>) {
        records.record(None::<&str>, 0.5, &self.0);
    }
}

#[chain_step(kind = workflow, input = question, output = String::as_str, content = both)]
fn workflow(question: &str) -> String {
    question.to_owned()
}

#[chain_step(kind = agent, input = [question], system_instructions = None::<&str>, tools = ["search"], output = |answer| answer)]
async fn agent(question: &str) -> Option<String> {
    Some(question.to_owned())
}

#[chain_step(kind = tool, arguments = Some(words), result = |found| found, content = event)]
fn tool(words: &str) -> Result<String, String> {
    Ok(words.to_owned())
}

#[chain_step(kind = tool, arguments = format!("{words}?"), result = |found| *found + 1, content = off)]
fn count(words: &str) -> usize {
    words.len()
}

#[chain_step(kind = retrieval, query = question, documents = |pages| pages, content = consent)]
fn retrieve(question: &str, consent: Option<ContentCapture>) -> Vec<Page> {
    vec![Page(format!("{question} {consent:?}"))]
}

#[chain_step(kind = memory, operation = search_memory, query = question, records = |found| &found[..1], content = ContentCapture::SpanOnly)]
fn remember(question: &str) -> Vec<String> {
    vec![question.to_owned()]
}

fn main() {
    workflow("why");
    drop(agent("why"));
    tool("why").unwrap();
    count("why");
    retrieve("why", None);
    remember("why");
}
