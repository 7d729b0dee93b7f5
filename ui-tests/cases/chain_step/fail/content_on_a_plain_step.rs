use genai_runtime::chain_step;

#[chain_step(attributes("gen_ai.output.messages" = "[]"))]
fn answer() {}

#[chain_step(attributes("gen_ai.input.messages" = "[]"))]
fn ask() {}

#[chain_step(attributes("gen_ai.system_instructions" = "[]", "gen_ai.tool.definitions" = "[]"))]
fn prepare() {}

fn main() {
    answer();
    ask();
    prepare();
}
