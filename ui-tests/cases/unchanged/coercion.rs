use std::fmt::Display;

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn boxed(text: bool) -> Box<dyn Display> {
    if text {
        return Box::new("text");
    }
    Box::new(std::rc::Rc::new(vec![3]))
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn blocking(text: bool) -> Box<dyn Display> {
    if text {
        return Box::new(vec!["text"]);
    }
    Box::new(3)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn branches(text: bool) -> u32 {
    if text { 3 } else { "text" }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn arms(count: u32) -> Result<u32, String> {
    match count {
        3 => Ok(3),
        4 => Err("four"),
        _ => count,
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn overflowing() -> u8 {
    300
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn overflowing_blocking() -> u8 {
    if true {
        return 300;
    }
    256
}
