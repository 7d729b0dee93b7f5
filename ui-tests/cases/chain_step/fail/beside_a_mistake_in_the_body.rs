use genai_runtime::chain_step;

#[chain_step(nam = "answer")]
async fn answer(question: &str) -> String {
    question.len()
}

fn main() {
    drop(answer("text"));
}
