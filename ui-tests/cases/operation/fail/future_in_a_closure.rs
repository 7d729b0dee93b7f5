use genai_runtime::Operation;

fn main() {
    let _ = Operation::step("count").run(|| async { Some(7) });
}
