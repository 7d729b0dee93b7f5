use genai_runtime::chain_step;

#[chain_step(kind = tool, arguments = words, content = "span")]
fn search(words: &str) {}

fn main() {
    search("why");
}
