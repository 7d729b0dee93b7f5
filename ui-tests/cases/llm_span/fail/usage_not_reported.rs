use genai_runtime::llm_span;

struct ChatReply;

#[llm_span(system = "openai", model = "m")]
async fn complete() -> Result<ChatReply, std::io::Error> { Ok(ChatReply) }

fn main() {}
