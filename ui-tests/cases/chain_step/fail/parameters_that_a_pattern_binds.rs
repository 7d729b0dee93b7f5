use genai_runtime::{Usage, chain_step, llm_span};

struct State<T>(T);

#[chain_step(attributes("app.query" = query), result(|answer| "app.length" = query.len() + answer.len()))]
fn tuple((query, count): (&str, u8)) -> String { query.repeat(count.into()) }

#[chain_step(kind = workflow, output = |answer| format!("{tenant}: {answer}"))]
async fn handler(State(tenant): State<&'static str>) -> String { tenant.to_owned() }

#[llm_span(system = "openai", model = "m", usage = |answer| count(tenant, answer))]
async fn complete(State(tenant): State<&'static str>) -> String { tenant.to_owned() }

#[chain_step(kind = workflow, output = |tenant| format!("{tenant}"))]
async fn hidden(State(tenant): State<&'static str>) -> String { tenant.to_owned() }

fn count(_: &str, _: &str) -> Usage { Usage::new() }

fn main() {}
