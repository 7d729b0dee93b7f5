#![deny(warnings)]

use std::sync::Arc;

use genai_runtime::value::Text;
use genai_runtime::{Usage, llm_span};

trait Named: Text {}

impl Named for String {}

#[llm_span(system = "openai")]
fn generic<M: Text>(model: &M) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
async fn generic_by_clause<M>(model: Option<M>) -> Usage where M: Text { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn by_reference<M>(model: M) -> Usage where for<'a> &'a M: Text { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn opaque(model: impl Text + Send) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn object(model: &dyn Text) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn shared(model: Arc<str>) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai", model = model)]
fn said_by_the_argument<M: Named>(model: M) -> Usage { let _ = model; Usage::new() }

fn main() {
    fn name<M: Named>(model: M) -> Usage {
        said_by_the_argument(model)
    }
    let _ = (name("m".to_owned()), generic(&"m"), generic_by_clause(Some("m")), by_reference("m"));
    let _ = (opaque("m"), object(&"m"), shared("m".into()));
}
