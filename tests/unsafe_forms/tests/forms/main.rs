//! An annotation never changes an unsafe or an exported function either; see the forms of `genai-tests`.

mod annotated;
#[path = "../../../tests/forms/case.rs"]
mod case;
#[path = "../../../tests/forms/comparison.rs"]
mod comparison;
#[path = "../../../tests/forms/log.rs"]
mod log;
mod plain;

#[test]
fn unsafe_functions_are_unchanged() {
    comparison::compare(plain::functions::CASES, annotated::functions::CASES);
}
