use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m")]
struct Complete;

#[llm_span(system = "openai", model = "m")]
type Call = fn(u8);

#[llm_span(system = "openai", model = "m")]
static CALL: fn() = main;

fn main() {}
