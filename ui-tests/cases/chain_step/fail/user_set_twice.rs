use genai_runtime::chain_step;

#[chain_step(kind = workflow, user = user, attributes(user.id = user))]
fn answer(user: &str) {}

fn main() {}
