//! Snapshots of typical expansions, in the directory `expansions` of the crate: each is small, with one runtime call.

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::quote;

use crate::chain_step::chain_step;
use crate::llm_span::llm_span;

/// The most lines between the signature and the closing brace, apart from the body's own.
const LIMIT: usize = 25;

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

/// Compares an expansion with its snapshot. The user's body is one call on one line.
fn check(name: &str, expanded: TokenStream) {
    let expanded = pretty(expanded);
    let mut lines = expanded.lines();
    let signature = lines.position(|line| line.ends_with('{')).unwrap();
    let around = lines.count() - 2;
    assert!(
        around <= LIMIT,
        "{name}: {around} lines after {signature} of the signature\n{expanded}"
    );
    assert_eq!(expanded.matches("body(").count(), 1, "{name}\n{expanded}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/expansions");
    expect_file![format!("{path}/{name}.rs")].assert_eq(&expanded);
}

#[test]
fn steps_have_small_expansions() {
    let steps = [
        (
            "step",
            quote!(),
            quote!(
                fn load(path: &str) -> Vec<u8> {
                    body(path)
                }
            ),
        ),
        (
            "step_async",
            quote!(),
            quote!(
                async fn load(path: &str) -> io::Result<Vec<u8>> {
                    body(path)
                }
            ),
        ),
        (
            "step_boxed",
            quote!(boxed),
            quote!(
                async fn load(path: &str) -> io::Result<Vec<u8>> {
                    body(path)
                }
            ),
        ),
        (
            "step_of_future",
            quote!(),
            quote!(
                fn load(path: &str) -> impl Future<Output = Vec<u8>> {
                    body(path)
                }
            ),
        ),
        (
            "step_of_boxed_future",
            quote!(),
            quote!(
                fn load(&self, path: &str) -> BoxFuture<'_, Vec<u8>> {
                    body(self, path)
                }
            ),
        ),
        (
            "step_with_patterns",
            quote!(),
            quote!(
                fn load((from, to): (u8, u8), _: u8) {
                    body(from, to)
                }
            ),
        ),
        (
            "workflow",
            quote!(kind = workflow, name = "rag", conversation = session),
            quote!(
                async fn answer(&self, session: &str) -> Result<Answer, Error> {
                    body(self, session)
                }
            ),
        ),
        (
            "retrieval",
            quote!(
                kind = retrieval,
                data_source = "handbook",
                result(|docs| "app.docs" = docs.len())
            ),
            quote!(
                async fn retrieve(query: &str) -> Result<Vec<Doc>, Error> {
                    body(query)
                }
            ),
        ),
    ];
    for (name, arguments, item) in steps {
        check(name, chain_step(arguments, item));
    }
}

#[test]
fn model_calls_have_small_expansions() {
    let calls = [
        (
            "call",
            quote!(system = "openai"),
            quote!(
                async fn complete(model: &str, temperature: f64) -> Result<Reply, Error> {
                    body(model, temperature)
                }
            ),
        ),
        (
            "call_sync",
            quote!(system = "openai", model = "gpt-4o-mini", usage = none),
            quote!(
                fn complete(prompt: &str) -> Result<String, Error> {
                    body(prompt)
                }
            ),
        ),
        (
            "call_with_request",
            quote!(system = "openai", request = ask, seed = 7, input = turns),
            quote!(
                fn complete(ask: &Ask, turns: &[Turn]) -> Result<Reply, Error> {
                    body(ask, turns)
                }
            ),
        ),
        (
            "call_of_stream",
            quote!(system = "openai", model = "gpt-4o-mini"),
            quote!(
                async fn tokens(&self) -> Result<impl Stream<Item = Result<Chunk, Error>>, Error> {
                    body(self)
                }
            ),
        ),
        (
            "call_of_boxed_stream",
            quote!(system = "openai", model = "gpt-4o-mini"),
            quote!(
                fn tokens(&self) -> BoxStream<'_, Chunk> {
                    body(self)
                }
            ),
        ),
    ];
    for (name, arguments, item) in calls {
        check(name, llm_span(arguments, item));
    }
}
