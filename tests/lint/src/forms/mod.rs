//! Functions and types of every form that the macros accept, as an application would write them: none triggers a lint
//! without its annotation.

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
