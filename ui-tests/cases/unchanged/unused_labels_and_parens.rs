use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    'outer: loop {
        if (count > 3) {
            break (count);
        };
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(count: u32) -> u32 {
    'outer: for _ in 0..count {}
    let answer = (count + 1);
    while { answer > 3 } {
        drop({ answer });
    }
    return (answer);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn whole_body(count: u32) -> u32 {
    (count)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn braces(count: u32) -> u32 {
    { count }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unsafe_braces(count: u32) -> u32 {
    unsafe { count }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unsafe_blocking(count: u32) -> u32 {
    unsafe { count }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn semicolons(count: u32) -> u32 {
    ;
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn doc_comment(count: u32) -> u32 {
    /// Nothing is documented here.
    count
}
