use genai_runtime::{Request, RequestReport, Usage, llm_span};

struct Ask;

impl RequestReport for Ask {
    fn report(&self, _: &mut Request<'_>) {}
}

#[llm_span(system = "openai", request = ask, input = "hi", attributes("gen_ai.request.model" = "m", "gen_ai.input.messages" = "hi"))]
fn complete(ask: &Ask) -> Usage { Usage::new() }

fn main() {}
