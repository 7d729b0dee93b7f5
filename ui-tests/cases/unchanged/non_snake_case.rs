use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn Blocking(Question: &str) -> usize {
    let Answer = Question.len();
    Answer
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn Asynchronous(Question: &str, (First, _): (u32, u32)) -> u32 {
    let Answer = Question.len() as u32;
    Answer + First
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = Question, usage = none))]
pub async fn Mentioned(Question: &str) {
    drop(Question.len());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn Boxed(Question: &str) -> BoxFuture<'_, usize> {
    Box::pin(async move { Question.len() })
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn Ask(&self, aQuestion: &str) -> usize {
        aQuestion.len()
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn other_names<t>(value: t) -> t {
    const answer: u32 = 3;
    struct kept_answer;
    drop((answer, kept_answer));
    value
}
