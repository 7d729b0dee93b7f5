//! Parameters as the arguments of an annotation see them: copies, if their types are `Copy`.
//!
//! The arguments take references. A reference to the parameter itself would force it into memory for the whole
//! function, even where the call is unobserved.

/// A parameter that is copied if its type is `Copy`.
#[derive(Debug)]
pub struct Copied<'a, T>(pub &'a T);

impl<T: Copy> Copied<'_, T> {
    /// The copy.
    #[inline]
    pub fn __genai_copied(&self) -> T {
        *self.0
    }
}

/// The fallback for parameters whose types are not `Copy`.
pub trait Uncopied<'a, T> {
    /// The parameter, by reference.
    fn __genai_copied(&self) -> &'a T;
}

impl<'a, T> Uncopied<'a, T> for &Copied<'a, T> {
    fn __genai_copied(&self) -> &'a T {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Copied, Uncopied as _};

    #[test]
    fn a_value_that_is_not_copy_is_not_moved() {
        let (number, text) = (7_u8, String::from("text"));
        let copy: u8 = Copied(&number).__genai_copied();
        let same: &String = (&Copied(&text)).__genai_copied();
        assert_eq!((copy, same), (number, &text));
    }
}
