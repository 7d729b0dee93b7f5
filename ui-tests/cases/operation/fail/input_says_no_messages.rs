use genai_runtime::Operation;

struct Question;

fn main() {
    Operation::workflow("answer").input(&Question).run(|| Some(7));
}
