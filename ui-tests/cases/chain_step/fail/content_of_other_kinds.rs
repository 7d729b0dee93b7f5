use genai_runtime::chain_step;

#[chain_step(kind = retrieval, arguments = query)]
fn retrieve(query: &str) {}

#[chain_step(kind = tool, output = |value| value)]
fn tool() -> String {
    String::new()
}

#[chain_step(kind = memory, operation = search_memory, documents = |found| found)]
fn memory() -> Vec<String> {
    Vec::new()
}

#[chain_step(kind = workflow, system_instructions = "be brief")]
fn workflow() {}

#[chain_step(input = question)]
fn step(question: &str) {}

#[chain_step(kind = retrieval, result = |found| found)]
fn retrieve_more() -> u8 {
    7
}

fn main() {
    retrieve("why");
    tool();
    memory();
    workflow();
    step("why");
    retrieve_more();
}
