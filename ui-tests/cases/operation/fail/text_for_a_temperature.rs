use genai_runtime::Operation;

fn main() {
    Operation::llm("openai").temperature("hot").no_usage().run(|| Some(7));
}
