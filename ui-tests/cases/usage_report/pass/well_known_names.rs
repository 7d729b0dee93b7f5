#![deny(warnings)]

use genai_runtime::UsageReport;

#[derive(UsageReport)]
pub struct OpenAi {
    pub prompt_tokens: u32,
    pub completion_tokens: Option<u64>,
    pub cached_tokens: i32,
    pub reasoning_tokens: usize,
}

#[derive(UsageReport)]
#[usage(cache = "separate")]
pub struct Anthropic {
    pub input_tokens: u32,
    pub output_tokens: u32,
    pub cache_read_input_tokens: Option<u32>,
    pub cache_creation_input_tokens: Option<u32>,
    pub stop_reason: String,
}

#[derive(UsageReport)]
pub struct Gemini {
    pub prompt_token_count: u32,
    pub candidates_token_count: u32,
    pub thoughts_token_count: u32,
    #[usage(skip)]
    pub cached_content_token_count: [u8; 3],
}

fn main() {}
