use genai_runtime::chain_step;

#[chain_step(kind = tool, arguments = words, content = 3)]
fn search(words: &str) {}

fn main() {
    search("why");
}
