#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn items(text: &str) -> usize {
    let length = text.len();
    const MORE: usize = 3;
    length + MORE
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn items_async(text: &str) -> usize {
    let length = text.len();
    fn more() -> usize {
        String::new().len()
    }
    length + more()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn semicolon(text: &str) {
    println!("{text}")
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn semicolon_blocking(text: &str) {
    println!("{text}")
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn casts(count: u64) -> u32 {
    count as u32
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn matches(text: Option<&str>) -> usize {
    match text {
        Some(text) => text.len(),
        None => 0,
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn inner_attribute(text: Option<&str>) -> usize {
    if text.is_none() {
        return 3;
    } else {
        return 4;
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn closures(texts: &[String]) -> Vec<usize> {
    texts.iter().map(|text| text.len()).collect()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn question(text: &str) -> Option<usize> {
    let Some(first) = text.find('a') else { return None };
    Some(first)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn question_async(text: &str) -> Result<usize, std::num::ParseIntError> {
    Ok(text.parse::<usize>()?)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn similar(item: &str, items: &str, a: u8, b: u8, c: u8, d: u8, e: u8) -> bool {
    item.is_empty() && items.is_empty() && a == b && c == d && e == 3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn never_loops(texts: &[String]) -> usize {
    for text in texts {
        return text.len();
    }
    0
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unit_value(text: &str) -> () {
    drop(text.to_owned());
}
