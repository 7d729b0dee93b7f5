use genai_runtime as _;

pub struct Client;

impl Ask for Client {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step(boxed))]
    async fn asynchronous(&self, question: String) -> u32 {
        let answer = 3;
        4
    }
}

pub trait Ask {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn ask(&self, question: &str) -> u32 {
        let answer = 3;
        return 4;
        5
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    async fn asynchronous(&self, mut question: String) -> u32 {
        let answer = 3;
        4
    }
}
