//! What must not compile, with the compiler's exact words, and what must.

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("cases/*/fail/*.rs");
}

#[test]
fn ordinary_code_compiles() {
    trybuild::TestCases::new().pass("cases/*/pass/*.rs");
}
