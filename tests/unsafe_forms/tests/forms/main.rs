//! An annotation changes neither unsafe nor `extern` functions; see the forms in `genai-tests`.

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
