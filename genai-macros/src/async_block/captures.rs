//! What an `async move` block surely captures, judged by its tokens.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::tokens::{is_punct, mentions};

/// Whether a block surely captures the whole of a variable: its first statements move it, or nothing else in the block
/// can have its name.
pub(super) fn captures(block: &TokenStream, variable: &Ident, is_reference: bool) -> bool {
    is_moved_first(block, variable)
        || (!may_bind(block, variable) && uses_whole(block, variable, is_reference))
}

/// Whether `let name = variable;` is among the statements of this form that a block begins with, as that of
/// `#[async_trait]` does.
fn is_moved_first(block: &TokenStream, variable: &Ident) -> bool {
    let tokens: Vec<TokenTree> = block.clone().into_iter().collect();
    let mut rest = &*tokens;
    // `#[async_trait]` begins with an early return that is never taken.
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
        // `let _ = variable` moves nothing.
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

/// Keywords of items, inside of which the block's variables are not visible and any name may be declared.
const ITEMS: [&str; 6] = ["const", "fn", "impl", "mod", "static", "trait"];

/// Whether a block may bind a variable's name again, so that a mention of the name may not be one of the variable.
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
                    && pattern.is_some_and(|pattern| mention(pattern, variable))
            }
            TokenTree::Punct(punct) => match (punct.as_char(), after.first()) {
                (',', _) => {
                    since_comma = position;
                    false
                }
                ('=', Some(TokenTree::Punct(next))) if next.as_char() == '>' => {
                    let pattern = tokens.get(since_comma..position);
                    pattern.is_some_and(|pattern| mention(pattern, variable))
                }
                // Possibly the parameters of a closure.
                ('|', _) => {
                    let parameters = tokens.get(*first_bar.get_or_insert(position)..position);
                    parameters.is_some_and(|parameters| mention(parameters, variable))
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

/// Whether `variable = variable;` follows a `let`: the name refers to the same value from there on.
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

fn mention(tokens: &[TokenTree], variable: &Ident) -> bool {
    mentions(&tokens.iter().cloned().collect(), variable)
}

/// Whether tokens surely use the whole of a variable: a field or a pattern may capture a part only, unless the variable
/// is a reference.
fn uses_whole(tokens: &TokenStream, variable: &Ident, is_reference: bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .any(|(position, token)| match token {
            // A macro may do anything with its tokens.
            TokenTree::Group(group) => {
                !matches!(tokens.get(..position), Some([.., bang]) if is_punct(bang, '!'))
                    && uses_whole(&group.stream(), variable, is_reference)
            }
            TokenTree::Ident(name) if name == variable => {
                let before = tokens.get(..position).unwrap_or_default();
                let after = tokens.get(position + 1..).unwrap_or_default();
                let is_other = match (before, after) {
                    // A field, a lifetime, or a segment of a path.
                    ([.., dot], _) if is_punct(dot, '.') || is_punct(dot, '\'') => true,
                    ([.., one, two], _) if is_punct(one, ':') && is_punct(two, ':') => true,
                    (_, [colon, ..]) if is_punct(colon, ':') => true,
                    // A value that a pattern destructures, or that `_` does not move.
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

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

/// Whether a field access follows a variable.
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
