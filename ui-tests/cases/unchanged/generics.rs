use genai_runtime as _;

pub trait Model {
    fn ask(&self) -> u32;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unknown_bound<M: Modell>(model: M) -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unknown_in_where<M>(model: M) -> u32
where
    M: Modell,
{
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn unknown_associated<M: Model>(model: M) -> M::Answer {
    model.ask()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unknown_generic(model: M) -> u32 {
    3
}
