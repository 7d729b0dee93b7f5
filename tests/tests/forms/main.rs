//! An annotation never changes the program: each form of a function is compiled from the same source with and without
//! annotations, and both copies behave the same in every way to run them.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is one of the ways in which a run ends"
)]

mod annotated;
mod arguments;
mod case;
mod comparison;
mod log;
mod nesting;
mod plain;
mod sensitivity;

/// Defines a test for each file of forms.
macro_rules! unchanged {
    ($($forms:ident)+) => {
        $(
            #[test]
            fn $forms() {
                crate::comparison::compare(
                    crate::plain::functions::$forms::CASES,
                    crate::annotated::functions::$forms::CASES,
                );
            }
        )+
    };
}

mod unchanged {
    unchanged! {
        attributes
        auto_traits
        bindings
        borrowing_errors
        bounds
        control_flow
        diverging
        eager
        extensions
        futures
        generated
        generics
        lifetimes
        lives
        local_names
        never
        opaque
        outer
        patterns
        polls
        receivers
        recursion
        returns
        scopes
        shadowing
        stacked
        streams
        traits
        unrecorded
    }
}
