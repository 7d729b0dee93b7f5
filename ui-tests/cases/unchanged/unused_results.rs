use futures::future::BoxFuture;
use genai_runtime as _;

#[must_use = "an answer is expensive"]
fn answer() -> u32 {
    3
}

async fn later() -> Result<u32, u32> {
    Ok(3)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {
    answer();
    Ok::<u32, u32>(3);
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {
    later();
    later().await;
    answer();
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, ()> {
    answer();
    Box::pin(async {
        later().await;
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn operators(count: u32) {
    count + 3;
    count == 3;
    "text".to_owned();
    |()| count;
    count;
}
