//! Lists of attributes.

use genai_runtime::{attributes, event, record};

/// Keys of every kind.
pub fn every_key(text: &str, numbers: &[i64], flag: Option<bool>) {
    record(attributes! {
        "gen_ai.agent.name" = text,
        gen_ai.request.temperature = 1,
        "gen_ai.request.max_tokens" = Some(5_u64),
        "gen_ai.request.stop_sequences" = vec![text.to_owned()],
        "gen_ai.prompt.name" = text,
        "app.numbers" = numbers,
        "app.flag" = flag,
        r#type = "own",
    });
    event("app.happened", attributes! {});
    event("app.happened", attributes! { "app.length" = text.len() });
}
