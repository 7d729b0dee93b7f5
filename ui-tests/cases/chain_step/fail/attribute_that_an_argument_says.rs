use genai_runtime::chain_step;

#[chain_step(kind = plan, attributes("gen_ai.agent.name" = "a"))]
fn plan() {}

#[chain_step(kind = plan, agent = "a", attributes("gen_ai.agent.name" = "b"))]
fn plan_of_another() {}

#[chain_step(kind = tool, attributes("gen_ai.tool.name" = "a", "traceloop.span.kind" = "tool"))]
fn named_by_its_function() {}

#[chain_step(attributes("gen_ai.operation.name" = "mine"))]
fn step() {}

#[chain_step(kind = tool, result = |value| *value, attributes("gen_ai.tool.call.result" = "x"))]
fn look_up() -> u8 {
    1
}

fn main() {}
