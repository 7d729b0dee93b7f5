use genai_runtime as _;

mod inner {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn asynchronous() {}

    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    fn blocking() {}

    pub struct Model;

    impl Model {
        #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
        async fn ask(&self) {}
    }
}

pub async fn caller(model: inner::Model) {
    inner::asynchronous().await;
    inner::blocking();
    model.ask().await;
}
