use genai_runtime as _;

pub trait Ask {
    fn ask(&self, question: &str) -> impl Future<Output = u32> + Send;
    fn tell(&self) -> u32;
    fn shout(&self, times: u32) -> String;
    fn listen(&mut self) -> impl Future<Output = ()>;
}

pub struct Model;

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn ask(&self, question: &str) -> String {
        question.to_owned()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    async fn tell(&self) -> u32 {
        3
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn shout(&self, times: &str) -> String {
        times.to_owned()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn listen(&self) {}
}
