#![deny(warnings)]

use genai_runtime::{MessageReport, Messages, Request, RequestReport, ToolReport, Tools, Usage, llm_span};

struct Ask {
    model: String,
}

impl RequestReport for Ask {
    fn report(&self, request: &mut Request<'_>) {
        request.model(&self.model);
    }
}

struct Turn(String);

impl MessageReport for Turn {
    fn report(&self, messages: &mut Messages<'_>) {
        messages.message("user").text(&self.0);
    }
}

struct Weather;

impl ToolReport for Weather {
    fn report(&self, tools: &mut Tools<'_>) {
        tools.function("weather", None::<&str>, None::<&str>);
    }
}

#[llm_span(
    system = "openai",
    request = ask,
    input = turns,
    system_instructions = ["be brief", "be kind"],
    tools = [Weather],
    prompt(name = "answer", version = "2", variables(question = &turns[0].0, "the.city" = None::<String>))
)]
async fn complete(ask: Ask, turns: &[Turn]) -> Usage {
    let _ = (ask, turns);
    Usage::new()
}

#[llm_span(system = "openai", request = Some(&ask), input = prompt.clone())]
fn blocking(ask: Ask, prompt: String) -> Usage {
    drop((ask, prompt));
    Usage::new()
}

fn main() {
    blocking(Ask { model: "m".to_owned() }, "hi".to_owned());
    drop(complete(Ask { model: "m".to_owned() }, &[]));
}
