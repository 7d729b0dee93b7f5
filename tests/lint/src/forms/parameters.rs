//! Patterns, and unused parameters.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use genai_runtime::chain_step;

use super::steps::later;

/// A pair of values.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Pair {
    /// The left one.
    pub left: String,
    /// The right one.
    pub right: usize,
}

/// Parameters marked as unused.
#[chain_step]
#[must_use]
pub fn underscored(_unused: u8, _: &str, __twice: String) -> u8 {
    1
}

/// Parameters marked as unused, in an async function.
#[chain_step(attributes("app.known" = known))]
pub async fn underscored_later(known: u8, _unused: u8, _: String) -> u8 {
    later(1).await
}

/// Tuples.
#[chain_step(attributes("app.length" = text.len()))]
#[must_use]
pub fn tuple((text, count): (String, usize)) -> usize {
    text.len().saturating_add(count)
}

/// Tuples of which one part is used, in an async function.
#[chain_step(attributes("app.count" = count))]
pub async fn later_tuple((mut text, count, _): (String, usize, u8)) -> usize {
    text.push('x');
    later(text.len()).await.saturating_add(count)
}

/// Structs.
#[chain_step(attributes("app.left" = left))]
#[must_use]
pub fn structure(Pair { mut left, right }: Pair) -> usize {
    left.push('x');
    left.len().saturating_add(right)
}

/// References and arrays.
#[chain_step(attributes("app.first" = first, "app.number" = number))]
#[must_use]
pub fn reference(&number: &u8, [first, second]: [u8; 2]) -> u8 {
    number.wrapping_add(first).wrapping_add(second)
}

/// By reference, and by mutable reference.
#[chain_step(attributes("app.length" = text.len()))]
#[must_use]
pub fn by_reference(ref text: String, (ref mut more, _): (String, u8)) -> usize {
    more.push_str(text);
    more.len()
}

/// Bound twice.
#[chain_step(attributes("app.whole" = whole.len()))]
#[must_use]
pub fn bound_twice(whole @ [left, right]: [u8; 2]) -> u8 {
    let _ = whole;
    left.wrapping_add(right)
}

/// Mutable.
#[chain_step(attributes("app.seen" = map.len()))]
pub fn mutable(mut map: BTreeMap<u8, u8>, values: &mut Vec<u8>, mut count: usize) -> usize {
    let _ = map.insert(1, 2);
    values.push(3);
    count = count.saturating_add(map.len());
    count
}

/// Mutable, in an async function.
#[chain_step(attributes("app.text" = text))]
pub async fn mutable_later(mut text: String, values: &mut Vec<String>) -> usize {
    text.push('x');
    values.push(later(text).await);
    values.len()
}

/// A guard that is held to the end.
#[chain_step]
#[must_use]
pub fn guarded(_guard: MutexGuard<'_, u8>, _: MutexGuard<'_, u8>) -> u8 {
    1
}

/// A function and a generic value.
#[chain_step]
pub fn generic<T, F, const N: usize>(values: [T; N], mut change: F) -> Vec<T>
where
    F: FnMut(T) -> T,
{
    values.into_iter().map(&mut change).collect()
}

/// Opaque parameters.
#[chain_step]
pub async fn opaque(text: impl AsRef<str> + Send, change: impl FnOnce(usize) -> usize) -> usize {
    change(later(text.as_ref().len()).await)
}

/// Lifetimes.
#[chain_step(attributes("app.left" = left))]
pub async fn lifetimes<'left, 'right>(
    left: &'left str,
    right: &'right str,
) -> (&'left str, &'right str) {
    later((left, right)).await
}

/// Alternatives.
#[chain_step(attributes("app.small" = small))]
#[must_use]
pub fn alternatives((Ok(small) | Err(small)): Result<u8, u8>) -> u8 {
    small
}

/// Alternatives of which one part is used, in an async function.
#[chain_step(attributes("app.small" = small))]
pub async fn later_alternatives(
    (Ok((small, other)) | Err((other, small))): Result<(u8, u8), (u8, u8)>,
) -> u8 {
    later(small).await.wrapping_add(other)
}
