use genai_runtime as _;

pub struct Model;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    blocking(count + 1)
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub fn ask(&self) -> u32 {
        self.ask()
    }
}

pub trait Tell {
    fn tell(&self) -> u32;
}

impl Tell for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn tell(&self) -> u32 {
        self.tell()
    }
}
