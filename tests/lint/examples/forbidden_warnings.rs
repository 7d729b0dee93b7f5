//! All warnings are forbidden.

#![forbid(warnings)]

/// What `genai-lint` consists of, without what allows lints itself.
#[path = "../src/forms"]
pub mod forms {
    pub mod calls;
    pub mod futures;
    pub mod lists;
    pub mod macros;
    pub mod methods;
    pub mod parameters;
    pub mod reports;
    pub mod returns;
    pub mod steps;
    pub mod streams;
    pub mod traits;
}
