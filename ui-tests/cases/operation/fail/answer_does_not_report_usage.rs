use genai_runtime::Operation;

fn main() {
    Operation::llm("openai").model("m").run(|| Some("answer"));
}
