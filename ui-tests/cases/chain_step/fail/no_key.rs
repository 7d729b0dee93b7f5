use genai_runtime::chain_step;

const KEY: &str = "app.key";

#[chain_step(attributes(genai_runtime::semconv::GEN_AI_REQUEST_SEED = 9))]
fn of_the_conventions() {}

#[chain_step(attributes(self::KEY = 9))]
fn constant() {}

#[chain_step(attributes(concat!("app.", "key") = 9))]
fn made_by_a_macro() {}

#[chain_step(attributes(%app.key))]
fn of_tracing(app: &str) {}

#[chain_step(attributes(app.key.0 = 8))]
fn with_a_number() {}

fn main() {}
