#![deny(warnings)]

use futures::stream::{BoxStream, Stream};
use genai_runtime::{Usage, llm_span};

struct Refused;

struct Late;

fn of_refused(_: &Refused) -> &'static str {
    "refused"
}

fn of_late(_: &Late) -> String {
    "late".to_owned()
}

fn of_text(text: &str) -> String {
    text.to_owned()
}

fn of_any<E>(_: &E) -> &'static str {
    "any"
}

#[llm_span(system = "openai", model = "m")]
fn unclassed() -> Result<Result<Usage, Refused>, Late> {
    Ok(Err(Refused))
}

#[llm_span(system = "openai", model = "m", error_type = of_refused)]
fn only_the_inner() -> Result<Result<Usage, Refused>, Late> {
    Ok(Err(Refused))
}

#[llm_span(system = "openai", model = "m", error_type = of_late)]
async fn only_the_outer() -> Result<Result<Usage, Refused>, Late> {
    Ok(Err(Refused))
}

#[llm_span(system = "openai", model = "m", error_type = of_any)]
fn both() -> Result<Option<Result<Usage, Refused>>, Late> {
    Ok(None)
}

#[llm_span(system = "openai", model = "m", error_type = of_text)]
fn in_an_option() -> Option<Result<Usage, String>> {
    None
}

#[llm_span(system = "openai", model = "m", error_type = of_text)]
fn of_one_type() -> Result<Result<Usage, String>, String> {
    Err("late".to_owned())
}

#[llm_span(system = "openai", model = "m", error_type = of_refused)]
fn in_items() -> impl Stream<Item = Result<Result<Usage, Refused>, Late>> {
    futures::stream::empty()
}

#[llm_span(system = "openai", model = "m", error_type = of_late)]
fn around_items() -> Result<BoxStream<'static, Option<Result<Usage, Refused>>>, Late> {
    Err(Late)
}

#[llm_span(system = "openai", model = "m")]
fn generic<T, E>(given: Result<Result<T, E>, E>) -> Result<Result<T, E>, E>
where
    T: genai_runtime::UsageReport,
{
    given
}

#[llm_span(system = "openai", model = "m")]
fn borrowed<'a>(given: &'a str) -> Option<Result<Usage, &'a str>> {
    Some(Err(given))
}

fn main() {
    drop((unclassed(), only_the_inner(), only_the_outer(), both(), in_an_option()));
    drop((of_one_type(), in_items(), around_items(), borrowed("")));
    drop(generic::<Usage, Refused>(Err(Refused)));
}
