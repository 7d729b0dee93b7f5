use genai_runtime::Operation;

fn main() {
    Operation::tool("look_up").temperature(0.5).run(|| Some(7));
}
