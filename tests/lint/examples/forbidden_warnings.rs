//! The forms compile where all warnings are forbidden.

#![forbid(warnings)]

/// The modules of `genai-lint`, without those that allow lints themselves.
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
