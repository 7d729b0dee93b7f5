//! All warnings are forbidden.

#![forbid(warnings)]

/// What `genai-lint` consists of, without what allows lints itself.
#[path = "../src/forms"]
pub mod forms {
    pub mod lists;
    pub mod reports;
}
