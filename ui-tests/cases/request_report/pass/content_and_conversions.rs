#![deny(warnings)]

use genai_runtime::{Request, RequestReport};

pub struct Turn {
    pub text: String,
}

fn texts(turns: &Vec<Turn>) -> Vec<&str> {
    turns.iter().map(|turn| turn.text.as_str()).collect()
}

fn limits(limits: &(u32, f64), request: &mut Request<'_>) {
    request.max_tokens(limits.0).temperature(limits.1);
}

fn names(tools: &[u8; 2]) -> [String; 2] {
    tools.map(|tool| tool.to_string())
}

pub enum Model {
    Large,
}

impl Model {
    const fn name(&self) -> &'static str {
        match self {
            Self::Large => "large",
        }
    }
}

#[derive(RequestReport)]
pub struct Ask(
    #[request(model, with = Model::name)] pub Model,
    #[request(input, with = texts)] pub Vec<Turn>,
    #[request(system_instructions)] pub Option<String>,
    #[request(tools, with = names)] pub [u8; 2],
    #[request(with = limits)] pub (u32, f64),
);

fn main() {}
