use genai_runtime::chain_step;

#[chain_step(kind = workflow, attributes("gen_ai.input.messages" = "[]"), result(|_| "gen_ai.output.messages" = "[]"))]
fn answer() {}

#[chain_step(
    kind = tool,
    attributes("gen_ai.tool.call.arguments" = "{}"),
    result(|_| "gen_ai.tool.call.result" = "{}")
)]
fn look_up() {}

#[chain_step(
    kind = retrieval,
    attributes("gen_ai.retrieval.query.text" = "why"),
    result(|_| "gen_ai.retrieval.documents" = "[]")
)]
fn retrieve() {}

#[chain_step(
    kind = memory,
    operation = search_memory,
    attributes("gen_ai.memory.query.text" = "why"),
    result(|_| "gen_ai.memory.records" = "[]")
)]
fn remember() {}

fn main() {}
