use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking() {
    use std::collections::HashMap;
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous() {
    use std::collections::{BTreeMap, HashSet};

    drop(BTreeMap::<u32, u32>::new());
}
