use genai_runtime as _;

pub trait Ask {
    fn ask(&self, question: &str) -> impl Future<Output = u32> + Send;
    fn tell(&self) -> u32;
}

pub struct Model;

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn asks(&self) -> u32 {
        3
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    fn tel(&self) -> u32 {
        3
    }
}
