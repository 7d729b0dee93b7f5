//! Code that must not compile, with the compiler's exact messages, and code that must.

#[test]
fn mistakes_have_the_expected_messages() {
    trybuild::TestCases::new().compile_fail("cases/*/fail/*.rs");
}

#[test]
fn ordinary_code_compiles() {
    trybuild::TestCases::new().pass("cases/*/pass/*.rs");
}
