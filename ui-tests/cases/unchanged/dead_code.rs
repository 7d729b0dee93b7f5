use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn blocking() {}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
async fn asynchronous() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn boxed() -> BoxFuture<'static, ()> {
    Box::pin(async {})
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn opaque() -> impl Future<Output = ()> {
    async {}
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
async fn only_calls_itself(count: u32) {
    if count > 0 {
        Box::pin(only_calls_itself(count - 1)).await;
    }
}

fn only_called_by_dead_code() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
async fn calls() {
    only_called_by_dead_code();
}

pub struct Model;

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn ask(&self) {}

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn tell(&mut self, question: String) {
        drop(question);
    }
}
