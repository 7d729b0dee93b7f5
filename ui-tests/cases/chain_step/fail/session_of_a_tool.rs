use genai_runtime::chain_step;

#[chain_step(kind = tool, session = session)]
fn look_up(session: &str) {}

fn main() {}
