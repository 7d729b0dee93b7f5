use genai_runtime::Operation;

fn main() {
    Operation::retrieval("handbook").arguments("{}").run(|| Some(7));
}
