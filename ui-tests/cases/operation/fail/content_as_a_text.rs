use genai_runtime::Operation;

fn main() {
    Operation::tool("search").content("span").run(|| Some(7));
}
