use genai_runtime as _;

fn keep<T>(_: T) {}

fn twice(mut each: impl FnMut()) {
    each();
    each();
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(question: String) {
    twice(|| keep(question));
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(question: String) {
    twice(move || keep(question));
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn local() {
    let question = String::new();
    twice(|| keep(question));
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn escapes(question: String) -> impl Fn() -> usize {
    || question.len()
}

pub struct Model {
    name: String,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn method(self) {
        twice(|| keep(self.name));
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn blocking_method(self) {
        twice(|| keep(self.name));
    }
}
