//! Error types with lifetimes. Method resolution ignores lifetimes and accepts an `impl Display for E<'static>` for
//! every `E`; so an expansion names the type under a `for`, which only impls for all lifetimes satisfy.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Lifetime, Type};

use crate::types::{arguments, peel};

/// Keywords of types whose lifetimes are not replaced.
const NOT_REPLACED: [&str; 8] = ["Fn", "FnMut", "FnOnce", "Self", "dyn", "fn", "for", "impl"];

/// The returned `Result` with all lifetimes of its error replaced by one that a `for` binds; `None` if there are none,
/// or if they cannot be told from those of other types.
pub(crate) fn at_any_lifetime(returned: &Type) -> Option<TokenStream> {
    let Type::Path(path) = peel(returned) else {
        return None;
    };
    let last = path.path.segments.last()?;
    if !last.ident.to_string().ends_with("Result") {
        return None;
    }
    let mut replaced = Replaced {
        lifetime: Lifetime::new("'__genai_any", Span::mixed_site()),
        is_written: false,
    };
    let any = match arguments(returned, &["Result"]).as_deref() {
        Some([_, error]) => {
            let error = replaced.all(error.to_token_stream(), 0)?;
            quote!(::core::result::Result<(), #error>)
        }
        _ => replaced.all(path.to_token_stream(), 0)?,
    };
    let lifetime = &replaced.lifetime;
    replaced.is_written.then(|| quote!(for<#lifetime> #any))
}

/// The replacement of lifetimes.
struct Replaced {
    lifetime: Lifetime,
    /// Whether any lifetime was replaced.
    is_written: bool,
}

impl Replaced {
    /// A type with all lifetimes replaced; `None` if some may not belong to it. `depth` counts the angle brackets
    /// around it.
    fn all(&mut self, written: TokenStream, mut depth: usize) -> Option<TokenStream> {
        let mut tokens = written.into_iter().peekable();
        let mut all = TokenStream::new();
        let mut is_behind_colon = false;
        while let Some(token) = tokens.next() {
            let next = match tokens.peek() {
                Some(TokenTree::Punct(next)) => next.as_char(),
                _ => ' ',
            };
            let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            let follows_colon = std::mem::replace(&mut is_behind_colon, is_colon);
            match token {
                TokenTree::Ident(name) => {
                    let is_path = follows_colon || matches!(next, ':' | '<');
                    let is_replaced = NOT_REPLACED.iter().all(|word| name != word);
                    if !is_replaced || (depth > 0 && !is_path && may_be_parameter(&name)) {
                        return None;
                    }
                    all.extend([TokenTree::Ident(name)]);
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return None,
                TokenTree::Group(group) => {
                    let inside = self.all(group.stream(), depth)?;
                    let mut inside = Group::new(group.delimiter(), inside);
                    inside.set_span(group.span());
                    all.extend([TokenTree::Group(inside)]);
                }
                TokenTree::Punct(punct) => match punct.as_char() {
                    '!' | ';' => return None,
                    '\'' => match tokens.next() {
                        Some(TokenTree::Ident(name)) if name == "static" => {
                            all.extend([TokenTree::Punct(punct), TokenTree::Ident(name)]);
                        }
                        _ => all.extend(self.lifetime()),
                    },
                    character => {
                        depth = match character {
                            '<' => depth + 1,
                            '>' => depth.saturating_sub(1),
                            _ => depth,
                        };
                        all.extend([TokenTree::Punct(punct)]);
                        if character == '&' && next != '\'' {
                            all.extend(self.lifetime());
                        }
                    }
                },
                literal @ TokenTree::Literal(_) => all.extend([literal]),
            }
        }
        Some(all)
    }

    fn lifetime(&mut self) -> TokenStream {
        self.is_written = true;
        self.lifetime.to_token_stream()
    }
}

/// Whether a name inside of a type may be that of a type parameter: a `for` bound would require it to outlive every
/// lifetime.
fn may_be_parameter(name: &Ident) -> bool {
    name != "String" && name.to_string().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::at_any_lifetime;

    #[test]
    fn lifetimes_of_errors_are_replaced() {
        for (returned, expected) in [
            (quote!(Result<&'a str, E>), None),
            (
                quote!(Result<T, E<'a>>),
                Some(quote!(::core::result::Result<(), E<'__genai_any> >)),
            ),
            (
                quote!(Result<u8, (&'_ str, &mut E<'static>)>),
                Some(
                    quote!(::core::result::Result<(), (&'__genai_any str, &'__genai_any mut E<'static>)>),
                ),
            ),
            (quote!(Result<u8, E<'static>>), None),
            (quote!(Result<u8, E<'a, T>>), None),
            (
                quote!(Result<u8, E<'a, e::F, String>>),
                Some(quote!(::core::result::Result<(), E<'__genai_any, e::F, String> >)),
            ),
            (
                quote!(Result<u8, &'a E>),
                Some(quote!(::core::result::Result<(), &'__genai_any E>)),
            ),
            (quote!(Result<u8, Box<dyn Error + 'a>>), None),
            (quote!(Result<u8, fn(&u8)>), None),
            (
                quote!(nom::IResult<&'a str, u8>),
                Some(quote!(nom::IResult<&'__genai_any str, u8>)),
            ),
            (quote!(Cow<'a, str>), None),
        ] {
            let returned = syn::parse2(returned).unwrap();
            let any = at_any_lifetime(&returned);
            let expected = expected.map(|expected| quote!(for<'__genai_any> #expected).to_string());
            assert_eq!(any.map(|any| any.to_string()), expected);
        }
    }
}
