//! What closures may mention.

use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::function::Function;

const ITEM: &str = "fn ask(q: String, ids: Option<Vec<u8>>, n: u8, r: &str, t: T) -> Reply {}";

fn messages(closure: proc_macro2::TokenStream) -> usize {
    messages_in(ITEM, closure)
}

fn messages_in(item: &str, closure: proc_macro2::TokenStream) -> usize {
    let item = item.parse().unwrap();
    let mut errors = Diagnostics::default();
    let function = Function::parse("#[test]", item, &mut errors).unwrap();
    let closure = syn::parse2(closure).unwrap();
    function.check_captures(&closure, &mut errors);
    let errors = errors.into_compile_errors().unwrap_or_default();
    errors.to_string().matches("compile_error").count()
}

#[test]
fn parameters_that_move_into_the_body_are_refused() {
    for closure in [
        quote!(|_| q.len()),
        quote!(|v| v.count(&q)),
        quote!(|v| S { q, v }),
        quote!(|v| format!("{}", q.trim())),
        quote!(|v| format!("{v}: {q:?}")),
        quote!(|v| format_args!("{v:q$}", v = q == v)),
        quote!(|v| v.map(|v| ids[v])),
        quote!(|v| {
            let n = q.len();
            n + v
        }),
        quote!(|v| if v.is_empty() { v } else { ids }),
        quote!(|v| match v {
            Some(q) => q,
            None => q,
        }),
    ] {
        assert_eq!(messages(closure.clone()), 1, "{closure}");
    }
}

#[test]
fn copied_parameters_are_accessible_in_a_future() {
    let item = format!("async {ITEM}");
    for (closure, expected) in [
        (quote!(|v| v + n + r.len() + t.len()), 0),
        (quote!(|v| v + q.len()), 1),
    ] {
        assert_eq!(messages_in(&item, closure.clone()), expected, "{closure}");
    }
}

#[test]
fn uncertain_mentions_are_left_to_rustc() {
    for closure in [
        quote!(|q| q.len()),
        quote!(|_| n + r.len() + t.len()),
        quote!(|v| v.q + v.ids()),
        quote!(|v| q::len(v) + S { q: v }.q),
        quote!(|v| v.map(|q| q)),
        quote!(|v| {
            let q = v;
            q
        }),
        quote!(|v| {
            fn q() {}
            q()
        }),
        quote!(|v| if let Some(q) = v {
            q
        }),
        quote!(|v| if v.is_some()
            && let Some(q) = v
        {
            q
        }),
        quote!(|v| format!("{q}", q = v)),
        quote!(|v| format!("{{q}} {}", v.q)),
        quote!(|v| vec!["{q}", v]),
        quote!(|v| field!(q, v)),
        quote!(Reply::usage),
    ] {
        assert_eq!(messages(closure.clone()), 0, "{closure}");
    }
}

#[test]
fn names_that_a_pattern_binds_are_refused() {
    let item =
        "async fn ask(State(q): State<&'static str>, (ids, _): (u8, u8), mut n: u8) -> Reply {}";
    for (closure, expected) in [
        (quote!(|v| v + q.len()), 1),
        (quote!(|v| format!("{v}{ids}")), 1),
        (quote!(|v| v + n), 0),
        (quote!(|q| q.len()), 0),
    ] {
        assert_eq!(messages_in(item, closure.clone()), expected, "{closure}");
    }
}

#[test]
fn a_raw_identifier_is_the_same_parameter() {
    let item = "fn ask(r#q: String, r#type: String) -> Reply {}";
    for (closure, expected) in [
        (quote!(|v| v + q.len()), 1),
        (quote!(|v| v + r#q.len()), 1),
        (quote!(|v| v + r#type.len()), 1),
        (quote!(|v| format!("{v}{type}")), 1),
        (quote!(|q| q.len()), 0),
        (quote!(|v| format!("{q}", q = v)), 0),
    ] {
        assert_eq!(messages_in(item, closure.clone()), expected, "{closure}");
    }
}
