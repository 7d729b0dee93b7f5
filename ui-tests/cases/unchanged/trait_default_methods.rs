use genai_runtime as _;

pub trait Ask {
    fn name(&self) -> String;

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn ask(&self) -> u32 {
        self.name()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    async fn asynchronous(&self, question: &str) -> String {
        self.name() + 3
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn opaque(&self) -> impl Future<Output = u32> {
        async { self.name() }
    }
}
