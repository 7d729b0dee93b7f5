use futures::future::BoxFuture;
use genai_runtime as _;

fn exit() -> ! {
    std::process::exit(3)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn after_return(count: u32) -> u32 {
    return count;
    count + 1
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn after_return_async(count: u32) -> u32 {
    return count;
    count + 1
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn after_exit() -> u32 {
    exit();
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn after_loop() -> u32 {
    loop {}
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn after_panic() {
    panic!("text");
    drop(3);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed() -> BoxFuture<'static, u32> {
    Box::pin(async {
        return 3;
        4
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn before_the_box() -> BoxFuture<'static, u32> {
    return Box::pin(async { 3 });
    Box::pin(async { 4 })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn arms(count: u32) -> u32 {
    match count {
        3 => 4,
        _ => return 5,
        4 => 6,
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn argument() -> u32 {
    drop(exit());
    3
}
