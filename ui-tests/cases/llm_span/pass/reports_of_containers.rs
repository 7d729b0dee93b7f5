#![deny(warnings)]

use std::rc::Rc;
use std::sync::Arc;

use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m")]
fn boxed() -> Box<Usage> {
    Box::new(Usage::new())
}

#[llm_span(system = "openai", model = "m")]
fn shared() -> Result<Arc<Usage>, ()> {
    Ok(Arc::new(Usage::new()))
}

#[llm_span(system = "openai", model = "m")]
fn many() -> Option<Vec<Rc<Usage>>> {
    Some(Vec::new())
}

#[llm_span(system = "openai", model = "m")]
fn borrowed(usage: &Usage) -> &Usage {
    usage
}

#[llm_span(system = "openai", model = "m")]
async fn borrowed_later<'a>(usage: &'a mut Usage) -> &'a mut Usage {
    usage
}

fn main() {
    let mut usage = Usage::new();
    let _ = (boxed(), shared().is_ok(), many().is_some());
    borrowed(&usage);
    drop(borrowed_later(&mut usage));
}
