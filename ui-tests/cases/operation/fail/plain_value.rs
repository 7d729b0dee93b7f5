use genai_runtime::Operation;

fn main() {
    Operation::step("count").run(|| 7);
}
