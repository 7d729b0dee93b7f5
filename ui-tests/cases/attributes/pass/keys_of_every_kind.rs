#![deny(warnings)]

use std::borrow::Cow;
use std::sync::Arc;

use genai_runtime::{attributes, event, record};

fn main() {
    let shared: Arc<str> = "shared".into();
    record(attributes! {
        "gen_ai.agent.name" = "planner",
        gen_ai.request.temperature = 1,
        "gen_ai.request.top_p" = 0.5_f32,
        "gen_ai.request.max_tokens" = Some(5_u64),
        "gen_ai.request.stop_sequences" = vec!["a".to_owned()],
        "gen_ai.prompt.name" = shared,
        "gen_ai.request.seed" = -1,
        "gen_ai.request.choice.count" = 3_usize,
        "gen_ai.skill.name" = Cow::Borrowed("skill"),
        "error.type" = &"timeout".to_owned(),
        "user.id" = "u-1",
        "app.list" = [1_u8, 2],
        "app.flag" = true,
        r#type = "own",
    });
    event("app.happened", attributes! {});
}
