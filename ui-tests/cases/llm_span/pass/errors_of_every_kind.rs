#![deny(warnings)]

use std::borrow::Cow;

use genai_runtime::{ErrorReport, Usage, llm_span};

struct Silent;

struct Classed;

impl ErrorReport for Classed {
    fn error_type(&self) -> Cow<'static, str> {
        "classed".into()
    }
}

fn class(_: &Silent) -> &'static str {
    "silent"
}

#[llm_span(system = "openai", model = "m")]
fn silent() -> Result<Usage, Silent> {
    Err(Silent)
}

#[llm_span(system = "openai", model = "m", error_type = class)]
fn said() -> Result<Usage, Silent> {
    Err(Silent)
}

#[llm_span(system = "openai", model = "m")]
fn classed() -> Result<Usage, Box<Classed>> {
    Err(Box::new(Classed))
}

#[llm_span(system = "openai", model = "m")]
fn dynamic() -> Result<Usage, Box<dyn std::error::Error + Send + Sync>> {
    Err("text".into())
}

fn main() {
    let _ = (silent().is_err(), said().is_err(), classed().is_err(), dynamic().is_err());
}
