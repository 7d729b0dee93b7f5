use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(names: Vec<String>) {
    names.push(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(names: Vec<String>) {
    names.push(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn assigned(count: u32) -> u32 {
    count += 1;
    count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn behind_a_reference(names: &Vec<String>) {
    names.push(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn behind_a_reference_blocking(names: &Vec<String>) {
    names.push(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn local() -> Vec<String> {
    let names = Vec::new();
    names.push(String::new());
    names
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn pattern((names, _): (Vec<String>, u32)) {
    names.push(String::new());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(names: Vec<String>) -> impl Future<Output = ()> {
    async move { names.push(String::new()) }
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn method(&self) {
        self.name.push('a');
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn blocking_method(&self) {
        self.name.push('a');
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn owned(self) {
        self.name.push('a');
    }
}
