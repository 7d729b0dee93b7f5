use futures::stream::{self, Empty};
use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", stream)]
fn chunks() -> Empty<Usage> {
    stream::empty()
}

fn main() {}
