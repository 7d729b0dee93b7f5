//! Parameters that only a mistaken annotation speaks of: the compiler is not to advise to rename them.

use genai_runtime::{chain_step, llm_span};

#[llm_span(system = "openai", model = name, temprature = warmth, usage = none)]
fn complete(name: &str, warmth: f64, (city, _): (&str, u8)) {}

#[chain_step(kind = tool, arguments = format!("{city}"), call_ID = id)]
async fn look_up((city, id): (String, String), unused: u8) {}

fn main() {}
