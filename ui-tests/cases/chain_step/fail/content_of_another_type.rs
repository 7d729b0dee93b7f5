use genai_runtime::chain_step;

#[chain_step(kind = tool, arguments = words, content = is_allowed)]
fn search(words: &str, is_allowed: bool) {}

fn main() {
    search("why", true);
}
