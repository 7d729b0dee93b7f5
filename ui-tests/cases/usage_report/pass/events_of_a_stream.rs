#![deny(warnings)]

use genai_runtime::UsageReport;

#[derive(UsageReport)]
pub enum Event<'a> {
    Start {
        #[usage(response_id)]
        id: &'a str,
        #[usage(response_model)]
        model: Option<&'a str>,
    },
    Delta(String),
    Usage(#[usage(nested)] Tokens),
    End,
}

#[derive(UsageReport)]
pub struct Tokens {
    pub output_tokens: u32,
}

fn main() {
    let _ = [
        Event::Start { id: "a", model: None },
        Event::Delta(String::new()),
        Event::Usage(Tokens { output_tokens: 1 }),
        Event::End,
    ];
}
