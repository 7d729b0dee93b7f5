//! Booleans of any shape.

/// A boolean, or none: `bool`, also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a boolean",
    label = "expected a boolean, found `{Self}`",
    note = "expected `bool`, also behind `Option` or a reference"
)]
pub trait Flag {
    /// Returns the boolean.
    fn flag(&self) -> Option<bool>;
}

impl Flag for bool {
    fn flag(&self) -> Option<bool> {
        Some(*self)
    }
}

impl<T: Flag> Flag for Option<T> {
    fn flag(&self) -> Option<bool> {
        self.as_ref().and_then(Flag::flag)
    }
}

through_pointers!(Flag: flag() -> Option<bool>);
