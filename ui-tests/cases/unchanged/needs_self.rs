use genai_runtime as _;

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn associated() -> usize {
        self.name.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub fn blocking(question: &str) -> usize {
        self.name.len() + question.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn of_its_own(&self) -> String {
        helper(self)
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn called_without_self(&self) -> usize {
        length()
    }

    fn length(&self) -> usize {
        self.name.len()
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn free() -> usize {
    self.name.len()
}
