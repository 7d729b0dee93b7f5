use genai_runtime::chain_step;

#[chain_step(kind = tool, result = 3)]
fn tool() -> u8 {
    7
}

#[chain_step(kind = retrieval, documents = |found, more| found)]
fn retrieve() -> Vec<String> {
    Vec::new()
}

#[chain_step(kind = agent, output = "answer")]
fn agent() -> String {
    String::new()
}

#[chain_step(kind = memory, operation = search_memory, records)]
fn memory() -> Vec<String> {
    Vec::new()
}

fn main() {
    tool();
    retrieve();
    agent();
    memory();
}
