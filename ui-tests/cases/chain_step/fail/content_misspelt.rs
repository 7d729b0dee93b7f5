use genai_runtime::chain_step;

#[chain_step(kind = tool, arguments = words, content = spam)]
fn search(words: &str) {}

fn main() {
    search("why");
}
