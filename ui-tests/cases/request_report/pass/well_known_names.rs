#![deny(warnings)]

use genai_runtime::RequestReport;

#[derive(RequestReport)]
pub struct Chat {
    pub model: String,
    pub temperature: Option<f32>,
    pub max_completion_tokens: u32,
    pub n: Option<u8>,
    pub stop: Vec<String>,
    pub stream: bool,
    pub messages: [u8; 3],
    #[request(skip)]
    pub seed: [u8; 3],
}

#[derive(RequestReport)]
pub struct Embed<'a> {
    pub model: &'a str,
    pub encoding_format: &'static str,
    pub dimensions: Option<usize>,
}

fn main() {}
