//! Collects all mistakes of one annotation, so that they are reported at once.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    first: Option<Error>,
}

impl Diagnostics {
    /// Adds an error at the tokens that are mistaken.
    pub(crate) fn error(&mut self, at: impl ToTokens, message: impl Display) {
        self.add(Error::new_spanned(at, message));
    }

    /// Adds an error that was found elsewhere.
    pub(crate) fn add(&mut self, error: Error) {
        match &mut self.first {
            Some(first) => first.combine(error),
            None => self.first = Some(error),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Adds the errors of another collection.
    pub(crate) fn append(&mut self, other: Self) {
        if let Some(error) = other.first {
            self.add(error);
        }
    }

    /// Returns the value, or adds the error.
    pub(crate) fn take<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// The errors as tokens, if there are any.
    pub(crate) fn into_compile_errors(self) -> Option<TokenStream> {
        self.first.map(Error::into_compile_error)
    }
}
