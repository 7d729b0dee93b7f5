//! Where generated tokens stand: where the user's block does, so that nothing that the compiler says of
//! them underlines the attribute.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// Where the user's block stands.
pub(super) fn place(body: Option<&Group>) -> Span {
    body.map_or_else(Span::call_site, Group::span)
}

/// A block that stands there. The compiler calls a captured variable by its name only where the closure
/// or the `async` block, from its first token to its last, is the user's.
pub(super) fn block_at(body: Option<&Group>, tokens: TokenStream) -> Group {
    group_at(body, Delimiter::Brace, tokens)
}

/// A call that stands there.
pub(super) fn call_at(
    body: Option<&Group>,
    function: TokenStream,
    arguments: TokenStream,
) -> TokenStream {
    call_as_at(body, function, None, arguments)
}

/// Likewise with types that stand where they were written: a mistake in one is the same a second time.
pub(super) fn call_as_at(
    body: Option<&Group>,
    function: TokenStream,
    types: Option<TokenStream>,
    arguments: TokenStream,
) -> TokenStream {
    let function = function.into_iter().map(|mut token| {
        // Where that stands says which crate it is.
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
