//! Spans of generated tokens: those of the user's block, so that no diagnostic about them underlines the attribute.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// The span of the user's block.
pub(super) fn place(body: Option<&Group>) -> Span {
    body.map_or_else(Span::call_site, Group::span)
}

/// A block with that span. Diagnostics name a captured variable only if the closure or `async` block, from its first
/// token to its last, has spans of the user's.
pub(super) fn block_at(body: Option<&Group>, tokens: TokenStream) -> Group {
    group_at(body, Delimiter::Brace, tokens)
}

/// A call with that span.
pub(super) fn call_at(
    body: Option<&Group>,
    function: TokenStream,
    arguments: TokenStream,
) -> TokenStream {
    call_as_at(body, function, None, arguments)
}

/// Like [`call_at`], with type arguments that keep their own spans: rustc reports an error in one only once, as both
/// reports are the same.
pub(super) fn call_as_at(
    body: Option<&Group>,
    function: TokenStream,
    types: Option<TokenStream>,
    arguments: TokenStream,
) -> TokenStream {
    let function = function.into_iter().map(|mut token| {
        // The span of `$crate` determines which crate it is.
        let is_crate = matches!(&token, TokenTree::Ident(name) if name == "$crate");
        if !is_crate {
            token.set_span(place(body));
        }
        token
    });
    let arguments = group_at(body, Delimiter::Parenthesis, arguments);
    let types = types.into_iter().flatten();
    function.chain(types).chain([arguments.into()]).collect()
}

fn group_at(body: Option<&Group>, delimiter: Delimiter, tokens: TokenStream) -> Group {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(place(body));
    group
}
