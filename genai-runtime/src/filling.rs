//! Writes a value where mostly none is yet.

/// Sets an option.
///
/// An assignment makes the new value, drops the former one, and then copies the new one, in other pieces than it was
/// made in: the processor has to wait for them. Where nothing is left to be dropped, it is made where it stays.
#[expect(
    clippy::inline_always,
    reason = "the value would be handed over in memory, which is what this avoids"
)]
#[inline(always)]
pub(crate) fn fill<T>(place: &mut Option<T>, value: T) {
    if place.is_some() {
        *place = None;
    }
    *place = Some(value);
}
