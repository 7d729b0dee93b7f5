use genai_runtime::Operation;
use genai_runtime::operations::Output;

fn main() {
    let agent = Operation::agent("helper").output(|answer: &String, output: &mut Output<'_>| output.text(answer));
    agent.run(|| Some(7));
}
