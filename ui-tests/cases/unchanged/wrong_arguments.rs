use genai_runtime as _;

fn answer(question: &str, times: u32) -> String {
    question.repeat(times as usize)
}

pub struct Model;

impl Model {
    fn answer(&self, question: String) -> String {
        question
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub async fn ask(&self, question: &str) -> String {
        self.answer(question)
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn tell(&mut self, question: &str) -> String {
        self.answer(&question)
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: String) -> String {
    answer(question, 3)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(question: &str) -> String {
    answer(question, "three")
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn too_few(question: &str) -> String {
    answer(question)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn too_many(question: &str) -> String {
    answer(question, 3, question)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(question: &str) -> impl Future<Output = String> {
    async move { answer(question, question) }
}
