//! Ensures that `src/lib.rs` denies every lint of the compiler.
#![allow(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeSet;
use std::env;
use std::process::Command;

/// Lints that are allowed by default and cannot be denied here, with the reason.
const LEFT_OUT: [(&str, &str); 9] = [
    ("fuzzy_provenance_casts", "unstable"),
    ("lossy_provenance_casts", "unstable"),
    ("multiple_supertrait_upcastable", "unstable"),
    ("must_not_suspend", "unstable"),
    ("non_exhaustive_omitted_patterns", "unstable"),
    ("resolving_to_items_shadowing_supertrait_items", "unstable"),
    ("shadowing_supertrait_items", "unstable"),
    ("unqualified_local_imports", "unstable"),
    (
        "linker_messages",
        "about the linker's output; not for libraries",
    ),
];

#[test]
fn lints_that_are_allowed_by_default_are_denied() {
    let allowed = lints_allowed_by_default();
    assert!(allowed.contains("unused_results"), "{allowed:?}");
    let denied = denied();
    let left_out: BTreeSet<_> = LEFT_OUT
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let forgotten: Vec<_> = allowed
        .iter()
        .filter(|name| !denied.contains(*name) && !left_out.contains(*name))
        .collect();
    assert!(
        forgotten.is_empty(),
        "deny these lints in src/lib.rs, or add them to LEFT_OUT with a reason: {forgotten:?}"
    );
    let gone: Vec<_> = left_out.difference(&allowed).collect();
    assert!(
        gone.is_empty(),
        "remove these lints from LEFT_OUT, the compiler does not list them: {gone:?}"
    );
}

/// The lints that the current compiler allows by default.
fn lints_allowed_by_default() -> BTreeSet<String> {
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let listed = Command::new(compiler)
        .args(["-W", "help"])
        .output()
        .expect("the compiler runs");
    let listed = String::from_utf8(listed.stdout).expect("the list is a text");
    let lints = listed.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next()?;
        (words.next() == Some("allow")).then(|| name.replace('-', "_"))
    });
    lints.collect()
}

/// The names in all `#![deny(…)]` attributes of the library.
fn denied() -> BTreeSet<String> {
    let library = include_str!("../src/lib.rs");
    let lists = library
        .split("#![deny(")
        .skip(1)
        .filter_map(|rest| rest.split(")]").next());
    let names = lists.flat_map(|list| list.split(','));
    names.map(|name| name.trim().to_owned()).collect()
}
