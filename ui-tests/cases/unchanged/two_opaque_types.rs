use std::fmt::Display;

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: bool) -> impl Display {
    if text {
        return "text";
    }
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(text: bool) -> impl Display {
    if text {
        return "text";
    }
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unsatisfied() -> impl Display {
    vec![3]
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unsatisfied_later() -> impl Display {
    vec![3]
}
