//! Forms of bodies and return types.

use std::error::Error;
use std::fmt;

use genai_runtime::chain_step;

use super::steps::later;

/// Never returns, without `!`.
#[chain_step]
#[must_use]
pub fn unwritten() -> Vec<u8> {
    unimplemented!("never called")
}

/// Never returns, without `!`, in an async function.
#[chain_step]
pub async fn for_ever() {
    loop {
        later(()).await;
    }
}

/// Never returns, with `!`.
#[chain_step]
pub fn never() -> ! {
    std::process::abort()
}

/// Never returns, with `!`, in an async function.
#[chain_step]
pub async fn never_later() -> ! {
    loop {
        later(()).await;
    }
}

/// Returns early.
#[chain_step]
#[must_use]
pub fn early(yes: bool) -> u8 {
    if yes {
        return 1;
    }
    2
}

/// Returns early, in an async function.
#[chain_step]
pub async fn early_later(yes: bool) -> Result<u8, Box<dyn Error + Send + Sync>> {
    if yes {
        return Err("early".into());
    }
    let parsed: u8 = "3".parse()?;
    Ok(later(parsed).await)
}

/// An opaque value.
#[chain_step]
pub fn closure() -> impl Fn(u8) -> u8 {
    |number: u8| number.wrapping_add(1)
}

/// An opaque value in a `Result`.
///
/// # Errors
///
/// As asked for.
#[chain_step]
pub fn fallible_closure(fail: bool) -> Result<impl Fn(u8) -> u8, fmt::Error> {
    if fail {
        return Err(fmt::Error);
    }
    Ok(|number: u8| number.wrapping_add(1))
}

/// An opaque value, in an async function.
#[chain_step]
pub async fn pointers() -> impl Iterator<Item = fn(u8) -> u8> {
    later(std::iter::empty()).await
}

/// A trait object.
#[chain_step]
#[must_use]
pub fn shown(text: &str) -> Box<dyn fmt::Display + '_> {
    Box::new(text)
}

/// A value that borrows from a parameter.
#[chain_step]
#[must_use]
pub fn borrowed<'text>(text: &'text str, prefix: &str) -> Option<&'text str> {
    text.strip_prefix(prefix)
}

/// Recursive.
#[chain_step]
#[must_use]
pub fn recursive(depth: u8) -> u8 {
    depth.checked_sub(1).map_or(0, recursive)
}

/// Recursive and async.
#[chain_step]
pub async fn recursive_later(depth: u8) -> u8 {
    match depth.checked_sub(1) {
        Some(less) => Box::pin(recursive_later(less)).await,
        None => 0,
    }
}

/// Has other attributes above.
#[inline]
#[must_use = "it was counted"]
#[chain_step]
pub fn counted(text: &str) -> usize {
    text.len()
}

/// Has other attributes below.
#[chain_step]
#[inline]
#[must_use = "it was counted"]
pub fn counted_too(text: &str) -> usize {
    text.len()
}

/// Deprecated.
#[deprecated = "call `counted`"]
#[chain_step(attributes("app.length" = text.len()))]
#[must_use]
pub fn old(text: &str) -> usize {
    text.len()
}

/// Has items and a block in its body.
#[chain_step]
#[must_use]
pub fn with_items(text: &str) -> usize {
    const TWO: usize = 2;
    const fn twice(number: usize) -> usize {
        number.saturating_mul(TWO)
    }
    let length = { twice(text.len()) };
    twice(length)
}

/// Two annotations.
#[chain_step(name = "outer")]
#[chain_step(name = "inner", attributes("app.length" = text.len()))]
pub async fn twice(text: &str) -> usize {
    later(text.len()).await
}
