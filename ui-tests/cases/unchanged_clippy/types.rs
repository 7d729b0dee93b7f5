//! What is said of types that are written in a signature is said once, and not of what the signature becomes.
#![allow(
    clippy::manual_async_fn,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::unused_async,
    clippy::unused_self
)]

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use genai_runtime as _;

type Large = [u8; 256];

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn nested(found: bool) -> Result<Vec<(String, Option<HashMap<String, f64>>)>, String> {
    if found { Ok(Vec::new()) } else { Err("nothing".to_owned()) }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn function() -> Option<Arc<dyn Fn(&str) -> Option<Vec<String>> + Send + Sync>> {
    None
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn borrowed(number: &Box<u8>) -> &Box<u8> {
    number
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn future() -> impl Future<Output = Result<Vec<(String, Option<HashMap<String, f64>>)>, u8>> {
    async { Ok(Vec::new()) }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn large(found: bool) -> Result<u8, Large> {
    if found { Ok(1) } else { Err([0; 256]) }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn large_later(found: bool) -> Result<u8, Large> {
    if found { Ok(1) } else { Err([0; 256]) }
}

type Later<'a> = Pin<Box<dyn Future<Output = Result<u8, Large>> + Send + 'a>>;

pub trait Intercept {
    fn call(&mut self, request: String) -> Result<String, Large>;

    fn seen(&self, request: String) -> Result<Vec<(String, Option<HashMap<String, f64>>)>, u8>;

    fn later(&self) -> Later<'_>;

    fn boxed<'a, T: 'a>(&'a self, said: T)
    -> Pin<Box<dyn Future<Output = Result<Vec<(T, HashMap<String, f64>)>, Large>> + 'a>>;
}

pub struct Interceptor(pub usize);

impl Intercept for Interceptor {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn call(&mut self, request: String) -> Result<String, Large> {
        if request.is_empty() {
            return Err([0; 256]);
        }
        self.0 += 1;
        Ok(request)
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn seen(&self, request: String) -> Result<Vec<(String, Option<HashMap<String, f64>>)>, u8> {
        if request.is_empty() { Err(1) } else { Ok(Vec::new()) }
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn later(&self) -> Later<'_> {
        Box::pin(async { Ok(1) })
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    fn boxed<'a, T: 'a>(&'a self, said: T)
    -> Pin<Box<dyn Future<Output = Result<Vec<(T, HashMap<String, f64>)>, Large>> + 'a>> {
        Box::pin(async { Ok(vec![(said, HashMap::new())]) })
    }
}
