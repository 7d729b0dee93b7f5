//! Fills an `Option` that is mostly empty.

/// Sets an option, building the value in place.
///
/// A plain assignment builds the new value on the stack, drops the old one and then moves the new one in, with loads of
/// other widths than the stores before: the processor stalls. With nothing left to drop, the value is built in place.
#[expect(
    clippy::inline_always,
    reason = "a call would pass the value through memory, which is what this avoids"
)]
#[inline(always)]
pub(crate) fn fill<T>(place: &mut Option<T>, value: T) {
    if place.is_some() {
        *place = None;
    }
    *place = Some(value);
}
