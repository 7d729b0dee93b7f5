//! Bodies that are nothing but an `async` block, as those of `#[async_trait]` are.
//!
//! Making such a block does nothing that anybody could see, so it may be made when it is first polled.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::{FnArg, Pat, PatIdent, ReceiverKind, Type};

use crate::function::Function;

impl Function {
    /// Whether the body is one `async` block, in a box or not, that surely takes every parameter with it: one
    /// that it left behind would be dropped at the call, and would be no part of the future's type. One of
    /// `#[async_trait]` may leave references behind: its type has room for them.
    pub(crate) fn is_async_block(&self) -> bool {
        let block = self.body.as_ref().and_then(|body| block(body.stream()));
        let Some(block) = block else { return false };
        let mut lifetimes = self.signature.generics.lifetimes();
        let has_room = lifetimes.any(|given| given.lifetime.ident == "async_trait");
        let takes = |name: &Ident, is_reference| {
            takes(&block, name, is_reference) || (has_room && is_reference)
        };
        let mut inputs = self.signature.inputs.iter();
        inputs.all(|input| match input {
            FnArg::Receiver(receiver) => {
                let is_reference = matches!(receiver.kind, ReceiverKind::Reference(..));
                takes(&Ident::from(receiver.self_token), is_reference)
            }
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(PatIdent {
                    by_ref: None,
                    subpat: None,
                    ident,
                    ..
                }) => takes(ident, matches!(*typed.ty, Type::Reference(_))),
                _ => false,
            },
        })
    }
}

/// The inside of `async move { … }` or `Box::pin(async move { … })`.
fn block(body: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    match &*tokens {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => block(group.stream()),
        [
            TokenTree::Ident(first),
            TokenTree::Ident(second),
            TokenTree::Group(block),
        ] => {
            let is_block =
                first == "async" && second == "move" && block.delimiter() == Delimiter::Brace;
            is_block.then(|| block.stream())
        }
        [path @ .., TokenTree::Group(argument)] if is_box_pin(path) => {
            let is_call = argument.delimiter() == Delimiter::Parenthesis;
            let inner = is_call.then(|| without_comma(argument));
            inner.and_then(block)
        }
        _ => None,
    }
}

fn without_comma(arguments: &Group) -> TokenStream {
    let mut tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    if matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',') {
        tokens.pop();
    }
    tokens.into_iter().collect()
}

/// Whether these are the tokens of a path to `Box::pin`.
fn is_box_pin(path: &[TokenTree]) -> bool {
    let is_path = path.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    let names: Vec<&Ident> = path.iter().filter_map(name).collect();
    is_path && matches!(&*names, [.., owner, function] if *owner == "Box" && *function == "pin")
}

fn name(token: &TokenTree) -> Option<&Ident> {
    match token {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}

/// Whether a block surely takes the whole of a variable: first of all, or where nothing else can have its name.
fn takes(block: &TokenStream, variable: &Ident, is_reference: bool) -> bool {
    is_moved_first(block, variable)
        || (!may_bind(block, variable) && uses_whole(block, variable, is_reference))
}

/// Whether a block begins with `let name = variable;`, after others of its kind, as that of `#[async_trait]` does.
fn is_moved_first(block: &TokenStream, variable: &Ident) -> bool {
    let tokens: Vec<TokenTree> = block.clone().into_iter().collect();
    let mut rest = &*tokens;
    // There, an early return that is never made comes before all.
    if matches!(rest.first(), Some(TokenTree::Ident(first)) if first == "if") {
        let condition = rest.iter().position(is_braced).unwrap_or_default();
        rest = rest.get(condition + 1..).unwrap_or_default();
    }
    while let [TokenTree::Ident(first), after @ ..] = rest
        && first == "let"
    {
        let after = match after {
            [TokenTree::Ident(mutability), after @ ..] if mutability == "mut" => after,
            after => after,
        };
        let [
            TokenTree::Ident(name),
            TokenTree::Punct(equals),
            TokenTree::Ident(value),
            TokenTree::Punct(end),
            after @ ..,
        ] = after
        else {
            return false;
        };
        // `let _ = variable` takes nothing.
        if equals.as_char() != '=' || end.as_char() != ';' || name == "_" {
            return false;
        }
        if value == variable || name == variable {
            return value == variable;
        }
        rest = after;
    }
    false
}

fn is_braced(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// What is inside of it sees no variable of the block, or may have any name.
const ITEMS: [&str; 6] = ["const", "fn", "impl", "mod", "static", "trait"];

/// Whether something else in a block may have a variable's name: what is said there of the name may be said of
/// that.
fn may_bind(block: &TokenStream, variable: &Ident) -> bool {
    let tokens: Vec<TokenTree> = block.clone().into_iter().collect();
    let mut since_comma = 0;
    let mut first_bar = None;
    for (position, token) in tokens.iter().enumerate() {
        let after = tokens.get(position + 1..).unwrap_or_default();
        let may_bind = match token {
            TokenTree::Group(group) => {
                if is_braced(token) {
                    since_comma = position;
                }
                may_bind(&group.stream(), variable)
            }
            TokenTree::Ident(word) if ITEMS.iter().any(|item| word == item) => true,
            TokenTree::Ident(word) if word == "let" || word == "for" || word == "use" => {
                let pattern = after.split(ends_pattern).next();
                !moves_to_itself(after, variable)
                    && pattern.is_some_and(|pattern| speak_of(pattern, variable))
            }
            TokenTree::Punct(punct) => match (punct.as_char(), after.first()) {
                (',', _) => {
                    since_comma = position;
                    false
                }
                ('=', Some(TokenTree::Punct(next))) if next.as_char() == '>' => {
                    let pattern = tokens.get(since_comma..position);
                    pattern.is_some_and(|pattern| speak_of(pattern, variable))
                }
                // Of a closure, as far as anybody can tell.
                ('|', _) => {
                    let parameters = tokens.get(*first_bar.get_or_insert(position)..position);
                    parameters.is_some_and(|parameters| speak_of(parameters, variable))
                }
                _ => false,
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if may_bind {
            return true;
        }
    }
    false
}

/// Whether behind a `let` stands `variable = variable;`: what has its name from there on is the variable still.
fn moves_to_itself(after_let: &[TokenTree], variable: &Ident) -> bool {
    let rest = match after_let {
        [mutability, rest @ ..] if is_word(mutability, "mut") => rest,
        rest => rest,
    };
    matches!(
        rest,
        [TokenTree::Ident(name), equals, TokenTree::Ident(value), end, ..]
            if name == variable && is_punct(equals, '=') && value == variable && is_punct(end, ';')
    )
}

fn ends_pattern(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '=' | ';'),
        TokenTree::Ident(word) => word == "in",
        _ => false,
    }
}

fn speak_of(tokens: &[TokenTree], variable: &Ident) -> bool {
    tokens.iter().any(|token| match token {
        TokenTree::Ident(name) => name == variable,
        TokenTree::Group(group) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            speak_of(&tokens, variable)
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether tokens surely use the whole of a variable: a mention of a field takes only that, and so may a
/// pattern. Behind a reference both take the reference.
fn uses_whole(tokens: &TokenStream, variable: &Ident, is_reference: bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .any(|(position, token)| match token {
            // What a macro makes of it nobody knows.
            TokenTree::Group(group) => {
                !matches!(tokens.get(..position), Some([.., bang]) if is_punct(bang, '!'))
                    && uses_whole(&group.stream(), variable, is_reference)
            }
            TokenTree::Ident(name) if name == variable => {
                let before = tokens.get(..position).unwrap_or_default();
                let after = tokens.get(position + 1..).unwrap_or_default();
                let is_other = match (before, after) {
                    // The name of a field or of a lifetime, or a part of a path.
                    ([.., dot], _) if is_punct(dot, '.') || is_punct(dot, '\'') => true,
                    ([.., one, two], _) if is_punct(one, ':') && is_punct(two, ':') => true,
                    (_, [colon, ..]) if is_punct(colon, ':') => true,
                    // A value that a pattern takes apart, or `_` leaves where it is.
                    ([.., word, TokenTree::Ident(name), equals], _) if is_punct(equals, '=') => {
                        name == "_" || !(is_word(word, "let") || is_word(word, "mut"))
                    }
                    ([.., equals], _) if is_punct(equals, '=') => true,
                    ([.., word], [next, ..]) if is_braced(next) => !is_word(word, "in"),
                    _ => false,
                };
                !is_other && (is_reference || !is_field(after))
            }
            _ => false,
        })
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

/// Whether what follows a variable is one of its fields.
fn is_field(rest: &[TokenTree]) -> bool {
    match rest {
        [
            TokenTree::Punct(dot),
            TokenTree::Ident(_),
            TokenTree::Group(call),
            ..,
        ] => dot.as_char() == '.' && call.delimiter() != Delimiter::Parenthesis,
        [TokenTree::Punct(dot), ..] => dot.as_char() == '.',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use crate::function::Function;

    fn only_makes_a_future(function: &TokenStream) -> bool {
        let parsed: Function = syn::parse2(function.clone()).unwrap();
        parsed.is_async_block()
    }

    #[test]
    fn bodies_that_only_make_a_future_are_seen() {
        for function in [
            quote!(
                fn f<'async_trait>(&self, a: &str) -> F {
                    Box::pin(async move { 1 })
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { a }
                }
            ),
            quote!(
                fn f(&self) -> F {
                    Box::pin(async move { self.x })
                }
            ),
            quote!(
                fn f() -> F {
                    ::std::boxed::Box::pin(async move { 1 })
                }
            ),
            quote!(
                fn f(self) -> F {
                    async move { self.x() }
                }
            ),
            quote!(
                fn f(self, a: u8) -> F {
                    Box::pin(async move {
                        if let Some(early) = None::<u8> {
                            return early;
                        }
                        let this = self;
                        let mut a = a;
                        let result = match this {
                            a => a.x(),
                        };
                        result
                    })
                }
            ),
            quote!(
                fn f(&self, a: T, b: Vec<u8>) -> F {
                    Box::pin(async move {
                        use x::Y as _;
                        let mut c = self.c.d(&a).await?;
                        for e in b {
                            c.g(|h| h + e);
                        }
                        match c.i() {
                            Some(j) => Ok(j),
                            None => Err(a.k()),
                        }
                    })
                }
            ),
            quote!(
                fn f(&self, a: &str) -> F {
                    async move { self.x.y(S { b: a.c }).await }
                }
            ),
            quote!(
                fn f(&self, a: T) -> F {
                    Box::pin(async move {
                        let this = self;
                        let (b, _) = {
                            let a = a;
                            a
                        };
                        this.c(b)
                    })
                }
            ),
        ] {
            assert!(only_makes_a_future(&function), "{function}");
        }
    }

    #[test]
    fn a_parameter_that_stays_behind_is_seen() {
        for function in [
            quote!(
                fn f(&self) -> F {
                    Box::pin(async move { 1 })
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { 1 }
                }
            ),
            quote!(
                fn f(self) -> F {
                    async move { self.x }
                }
            ),
            quote!(
                fn f(_: u8) -> F {
                    async move { 1 }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    let b = a;
                    async move { a }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    Box::pin(make(a))
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move {
                        let _ = a;
                    }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move {
                        let (b, _) = a;
                        b
                    }
                }
            ),
            quote!(
                fn f(a: T) -> F {
                    async move {
                        match a {
                            T(b, _) => b,
                        }
                    }
                }
            ),
            quote!(
                fn f(a: T) -> F {
                    async move { if let T(b, _) = a { b } else { 1 } }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { stringify!(a) }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { S { a: 1 } }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { a.0(1) }
                }
            ),
            quote!(
                fn f(&self, a: &str) -> F {
                    async move { self.x }
                }
            ),
            quote!(
                fn f() -> F {
                    async { 1 }.boxed()
                }
            ),
        ] {
            assert!(!only_makes_a_future(&function), "{function}");
        }
    }

    #[test]
    fn another_variable_of_that_name_is_seen() {
        for function in [
            quote!(
                fn f(a: u8) -> F {
                    async move {
                        let a = 1;
                        a
                    }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move { g(|a| a + 1) }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move {
                        match g() {
                            Some(a) => h(a),
                            None => 1,
                        }
                    }
                }
            ),
            quote!(
                fn f(a: u8) -> F {
                    async move {
                        fn g(a: u8) -> u8 {
                            a
                        }
                        g(1)
                    }
                }
            ),
        ] {
            assert!(!only_makes_a_future(&function), "{function}");
        }
    }
}
