//! Functions and types of every form that the macros take. As an application would write them: what a lint
//! finds here without an annotation is the fault of this file.

pub mod calls;
pub mod content;
pub mod futures;
pub mod levels;
pub mod lists;
pub mod macros;
pub mod methods;
pub mod objects;
pub mod parameters;
pub mod reports;
pub mod returns;
pub mod steps;
pub mod streams;
pub mod traits;
