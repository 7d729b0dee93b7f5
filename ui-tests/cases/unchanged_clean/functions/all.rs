//! Functions of which nothing is to be said, whatever is forbidden.

use std::pin::Pin;

use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime as _;

/// Documented.
#[derive(Clone, Debug, Default)]
pub struct Model {
    name: String,
}

/// Documented.
///
/// # Errors
///
/// Where the text is empty.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(text: &str, (first, _): (u8, u8)) -> Result<String, String> {
    if text.is_empty() {
        return Err(text.to_owned());
    }
    Ok(text.repeat(first.into()))
}

/// Documented.
///
/// # Errors
///
/// Where the text is no number.
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = model.name, usage = none))]
pub async fn asynchronous(mut text: String, model: &Model, _kept: String) -> Result<u32, std::num::ParseIntError> {
    text.push('3');
    text.push_str(&model.name);
    let number = text.parse()?;
    std::future::ready(()).await;
    Ok(number)
}

/// Documented.
///
/// # Panics
///
/// Where the text is empty.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn nothing(text: &str) {
    std::future::ready(()).await;
    assert_ne!(text, "");
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn never(text: &str) -> u32 {
    loop {
        nothing(text).await;
    }
}

/// Documented.
#[track_caller]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn never_blocking(text: String) -> ! {
    std::panic::resume_unwind(Box::new(text))
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn nothing_blocking(texts: &mut Vec<String>) {
    texts.push(String::new());
}

/// Documented.
#[must_use]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(text: &str) -> BoxFuture<'_, usize> {
    Box::pin(async move {
        nothing(text).await;
        text.len()
    })
}

/// Documented.
#[must_use]
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub fn pinned(text: String) -> Pin<Box<dyn Future<Output = String> + Send>> {
    Box::pin(async move {
        nothing(&text).await;
        text
    })
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(text: String) -> impl Future<Output = String> {
    let kept = text.clone();
    async move {
        nothing(&text).await;
        kept
    }
}

/// Documented.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn items(texts: Vec<String>) -> impl Stream<Item = usize> {
    stream::iter(texts).map(|text| text.len())
}

/// Documented.
///
/// # Errors
///
/// Where there is none.
#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn chunks(text: &str) -> Result<BoxStream<'static, u8>, String> {
    nothing(text).await;
    if text.is_empty() {
        return Err(text.to_owned());
    }
    Ok(stream::iter(text.as_bytes().to_vec()).boxed())
}

/// Documented.
pub trait Ask {
    /// Documented.
    fn ask(&self, question: &str) -> impl Future<Output = String> + Send;

    /// Documented.
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn length(&self, question: &str) -> usize {
        question.len()
    }
}

impl Model {
    /// Documented.
    #[must_use]
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn name(&self) -> &str {
        self.name.trim()
    }

    /// Documented.
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn rename(&mut self, name: &str) -> &mut String {
        nothing(name).await;
        name.clone_into(&mut self.name);
        &mut self.name
    }

    /// Documented.
    #[must_use]
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn with_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }
}

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    async fn ask(&self, question: &str) -> String {
        nothing(question).await;
        self.name.clone()
    }
}

/// Documented.
#[derive(Debug)]
pub struct Guard {
    is_armed: bool,
    waiting: Vec<String>,
}

impl Guard {
    /// Documented.
    #[must_use]
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn disarm(mut self) -> usize {
        let count = self.waiting.len();
        self.is_armed = false;
        count
    }

    /// Documented.
    ///
    /// # Errors
    ///
    /// Where something waits.
    #[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
    pub async fn close(mut self, text: &str) -> Result<(), String> {
        nothing(text).await;
        if let Some(waiting) = self.waiting.pop() {
            return Err(waiting);
        }
        self.is_armed = false;
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.is_armed {
            self.waiting.clear();
        }
    }
}
