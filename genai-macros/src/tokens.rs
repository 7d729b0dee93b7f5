//! Properties of tokens that are not parsed.

use proc_macro2::{Ident, TokenStream, TokenTree};

/// Whether two identifiers name the same variable: `r#id` is `id`, but `r#type` is not the keyword `type`.
pub(crate) fn is_same_variable(one: &Ident, other: &Ident) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let name = one.trim_start_matches(RAW);
    let is_keyword = || syn::parse_str::<Ident>(name).is_err();
    one == other || (name == other.trim_start_matches(RAW) && !is_keyword())
}

/// The prefix of raw identifiers.
const RAW: &str = "r#";

/// Whether tokens mention a name, also inside of a format string.
pub(crate) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => is_same_variable(&ident, name),
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Literal(text) => is_shown(&text.to_string(), &name.to_string()),
        TokenTree::Punct(_) => false,
    })
}

/// Whether the tokens of a type mention the type of this name in the current module; at the end of a longer path, the
/// name is that of another type.
pub(crate) fn name_type(tokens: &TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = tokens.iter().enumerate();
    found.any(|(position, token)| match token {
        TokenTree::Ident(ident) => {
            let before = tokens.get(..position).unwrap_or_default();
            ident == name && !is_path_of_others(before)
        }
        TokenTree::Group(group) => name_type(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether tokens end in the prefix of a path to another module.
fn is_path_of_others(tokens: &[TokenTree]) -> bool {
    let is_path = |first, second| is_punct(first, ':') && is_punct(second, ':');
    match tokens {
        [.., TokenTree::Ident(module), first, second] if is_path(first, second) => module != "self",
        [.., first, second] => is_path(first, second),
        _ => false,
    }
}

/// Whether a format string shows a variable, as `"{name:?}"` and `"{:width$}"` do. JSON in a literal does not.
pub(crate) fn is_shown(text: &str, name: &str) -> bool {
    let name = name.trim_start_matches(RAW);
    // `{{` is an escaped brace.
    let text = text.replace("{{", "");
    text.split('{').skip(1).any(|placeholder| {
        let placeholder = placeholder.split('}').next().unwrap_or_default();
        let (argument, format) = placeholder.split_once(':').unwrap_or((placeholder, ""));
        let is_width = || {
            let mut names = format.split('$').rev().skip(1);
            names.any(|before| before.rsplit(is_no_letter).next() == Some(name))
        };
        argument.trim_start().split(is_no_letter).next() == Some(name) || is_width()
    })
}

/// Whether a character cannot be part of a name.
fn is_no_letter(character: char) -> bool {
    character != '_' && !character.is_alphanumeric()
}

/// Whether a token is this character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span, TokenTree};
    use quote::quote;

    use super::{is_same_variable, name_type};

    #[test]
    fn raw_identifiers_name_the_same_variables_unless_they_are_keywords() {
        let ident = |name: &str| syn::parse_str::<TokenTree>(name).unwrap();
        for (one, other, expected) in [
            ("id", "id", true),
            ("r#id", "id", true),
            ("id", "r#id", true),
            ("r#type", "r#type", true),
            ("r#type", "type", false),
            ("id", "ids", false),
        ] {
            let (TokenTree::Ident(first), TokenTree::Ident(second)) = (ident(one), ident(other))
            else {
                panic!("expected identifiers")
            };
            assert_eq!(is_same_variable(&first, &second), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_type_is_named_by_its_plain_name() {
        let name = Ident::new("Reply", Span::call_site());
        for ty in [
            quote!(Reply),
            quote!(self::Reply<T>),
            quote!(Vec<Box<Reply<T>>>),
            quote!(provider::List<Reply<T>>),
            quote!([&'a Reply; 2]),
            quote!(Box<dyn Fn(&Reply) -> T>),
            quote!(fn(reply: Reply) -> T),
        ] {
            assert!(name_type(&ty, &name), "{ty}");
        }
        for ty in [
            quote!(provider::Reply<T>),
            quote!(::provider::Reply<T>),
            quote!(Vec<crate::provider::Reply<T>>),
            quote!(<T as Provider>::Reply),
            quote!(Replies<T>),
        ] {
            assert!(!name_type(&ty, &name), "{ty}");
        }
    }
}
