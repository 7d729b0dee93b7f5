use genai_runtime::chain_step;

#[chain_step(kind = agent, input = question)]
fn agent(question: u8) {}

#[chain_step(kind = workflow, output = |answer| answer)]
fn workflow() -> u8 {
    7
}

#[chain_step(kind = retrieval, query = query)]
fn retrieve(query: u8) {}

fn main() {
    agent(7);
    workflow();
    retrieve(7);
}
