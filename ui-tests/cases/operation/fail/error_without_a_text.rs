use genai_runtime::Operation;

struct Broken;

fn main() {
    Operation::step("count").run(|| Err::<u8, _>(Broken));
}
