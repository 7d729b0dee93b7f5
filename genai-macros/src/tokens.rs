//! What tokens say that are not parsed.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// Whether tokens speak of a name.
pub(crate) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Literal(text) => is_shown(&text.to_string(), &name.to_string()),
        TokenTree::Punct(_) => false,
    })
}

/// Whether a text shows a variable, as that of `format!("{name:?}")` does.
fn is_shown(text: &str, name: &str) -> bool {
    let name = name.trim_start_matches("r#");
    // Two braces are one that is shown as it is.
    let text = text.replace("{{", "");
    text.split('{').skip(1).any(|placeholder| {
        let placeholder = placeholder.split('}').next().unwrap_or_default();
        // Another name may begin with this one; that of a width stands behind a colon.
        let mut names =
            placeholder.split(|letter: char| letter != '_' && !letter.is_alphanumeric());
        names.any(|shown| shown == name)
    })
}

/// Whether a token is this character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}
