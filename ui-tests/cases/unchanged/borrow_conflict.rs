use futures::future::BoxFuture;
use genai_runtime as _;

async fn later() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn parameter(mut names: Vec<String>) -> Vec<String> {
    let first = &names[0];
    names.push(first.clone());
    names
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(names: &mut Vec<String>) -> usize {
    let first = &names[0];
    names.push(String::new());
    first.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn across_await(mut name: String) -> String {
    let first = &mut name;
    let second = &mut name;
    later().await;
    first.push('a');
    second.push('b');
    name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn assigned(mut name: String) -> usize {
    let first = &name;
    name = String::new();
    first.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(names: &mut Vec<String>) -> BoxFuture<'_, usize> {
    Box::pin(async move {
        let first = &names[0];
        names.clear();
        first.len()
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn moved_while_borrowed(name: String) -> usize {
    let first = &name;
    drop(name);
    first.len()
}

pub struct Model {
    names: Vec<String>,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub async fn method(&mut self) -> usize {
        let first = &self.names;
        self.change().await;
        first.len()
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn change(&mut self) {
        for name in &self.names {
            self.names.push(name.clone());
        }
    }
}
