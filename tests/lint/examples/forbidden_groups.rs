//! The forms compile where lints are forbidden by group and by name.

#![forbid(
    unused,
    nonstandard_style,
    future_incompatible,
    keyword_idents,
    let_underscore,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    deprecated,
    unreachable_code,
    unreachable_pub,
    unsafe_code,
    missing_docs,
    unused_qualifications,
    unused_results
)]
#![forbid(clippy::all, clippy::pedantic, clippy::nursery)]

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
