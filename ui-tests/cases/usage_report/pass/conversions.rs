#![deny(warnings)]

use genai_runtime::{Response, UsageReport};

pub enum Stop {
    Done,
}

impl Stop {
    fn name(&self) -> &'static str {
        match self {
            Self::Done => "stop",
        }
    }
}

fn report(tokens: &(u32, u32), response: &mut Response<'_>) {
    response.input_tokens(tokens.0).output_tokens(tokens.1);
}

pub trait Code {
    fn code(&self) -> &'static str;
}

impl Code for Stop {
    fn code(&self) -> &'static str {
        self.name()
    }
}

#[derive(UsageReport)]
pub struct Reply(
    #[usage(finish_reason, with = Stop::name)] pub Stop,
    #[usage(service_tier, with = <Stop as Code>::code)] pub Stop,
    #[usage(with = report)] pub (u32, u32),
);

fn main() {}
