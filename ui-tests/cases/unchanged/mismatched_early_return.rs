use futures::future::BoxFuture;
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    if count > 3 {
        return "text";
    }
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(count: u32) -> Result<u32, String> {
    if count > 3 {
        return count;
    }
    if count > 2 {
        return Err("many");
    }
    Ok(count)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn nothing(count: u32) -> u32 {
    if count > 3 {
        return;
    }
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn something(count: u32) {
    if count > 3 {
        return count;
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(count: u32) -> BoxFuture<'static, u32> {
    if count > 3 {
        return Box::pin(async { "text" });
    }
    Box::pin(async move { count })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(count: u32) -> impl Future<Output = u32> {
    async move {
        if count > 3 {
            return "text";
        }
        count
    }
}
