use genai_runtime::chain_step;

#[chain_step(kind = workfow, conversation = session, attributes("gen_ai.workflow.name" = "w"))]
fn answer(session: &str) {
    let _ = session;
}

#[chain_step(kind = toll, arguments = "{}", result = |value| *value)]
fn look_up() -> u8 {
    1
}

#[chain_step(kind = agnet, remote, system = "openai")]
fn remote() {}

fn main() {}
