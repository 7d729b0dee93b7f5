//! Finds the first mention of such parameters in an expression. Uncertain mentions are left to rustc.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use syn::{Expr, Stmt};

use super::{Owned, without_inputs};
use crate::tokens::{is_punct, is_same_variable, is_shown};

/// Macros of `std` that take expressions only.
const EXPRESSIONS: [&str; 3] = ["format", "format_args", "vec"];

/// Those whose first argument is a format string.
const FORMATS: [&str; 2] = ["format", "format_args"];

impl Owned {
    /// The first of the names that an expression mentions.
    pub(super) fn first_in(&self, expression: &Expr) -> Option<Ident> {
        if self.is_empty() {
            return None;
        }
        let first = |expression: &Expr| self.first_in(expression);
        match expression {
            Expr::Path(path) => {
                let name = path.path.get_ident();
                name.filter(|name| path.qself.is_none() && self.has(name))
                    .cloned()
            }
            Expr::Array(array) => array.elems.iter().find_map(first),
            Expr::Binary(binary) => first(&binary.left).or_else(|| first(&binary.right)),
            Expr::Block(block) => self.first_in_block(&block.block.stmts),
            Expr::Call(call) => first(&call.func).or_else(|| call.args.iter().find_map(first)),
            Expr::Cast(cast) => first(&cast.expr),
            Expr::Closure(closure) => without_inputs(self, closure).first_in(&closure.body),
            Expr::Field(field) => first(&field.base),
            Expr::Group(group) => first(&group.expr),
            Expr::If(branch) => first(&branch.cond)
                .or_else(|| {
                    let then = &branch.then_branch.stmts;
                    (!has_let(&branch.cond)).then(|| self.first_in_block(then))?
                })
                .or_else(|| first(&branch.else_branch.as_ref()?.1)),
            Expr::Index(index) => first(&index.expr).or_else(|| first(&index.index)),
            Expr::Macro(call) => {
                let name = &call.mac.path.segments.last()?.ident;
                let tokens = &call.mac.tokens;
                let shown = FORMATS.iter().any(|known| name == known);
                let shown = shown.then(|| self.first_shown(tokens)).flatten();
                let takes_expressions = EXPRESSIONS.iter().any(|known| name == known);
                shown.or_else(|| takes_expressions.then(|| self.first_in_tokens(tokens))?)
            }
            Expr::Match(choice) => first(&choice.expr).or_else(|| {
                let mut arms = choice.arms.iter();
                arms.find_map(|arm| self.clone().without(&arm.pat).first_in(&arm.body))
            }),
            Expr::MethodCall(call) => {
                first(&call.receiver).or_else(|| call.args.iter().find_map(first))
            }
            Expr::Paren(parens) => first(&parens.expr),
            Expr::Reference(reference) => first(&reference.expr),
            Expr::Struct(fields) => {
                let mut named = fields.fields.iter();
                named.find_map(|field| first(&field.expr))
            }
            Expr::Tuple(tuple) => tuple.elems.iter().find_map(first),
            Expr::Unary(unary) => first(&unary.expr),
            _ => None,
        }
    }

    fn first_in_block(&self, statements: &[Stmt]) -> Option<Ident> {
        let mut owned = self.clone();
        for statement in statements {
            let found = match statement {
                Stmt::Local(local) => {
                    let value = local.init.as_ref();
                    let found = value.and_then(|value| owned.first_in(&value.expr));
                    owned = owned.without(&local.pat);
                    found
                }
                Stmt::Expr(expression, _) => owned.first_in(expression),
                // They may declare the name again.
                Stmt::Macro(_) | Stmt::Item(_) => return None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The first of the names that is an argument of a macro, or the beginning of one.
    fn first_in_tokens(&self, tokens: &TokenStream) -> Option<Ident> {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let is = |token: Option<&TokenTree>, characters: &[char]| match token {
            Some(token) => characters
                .iter()
                .any(|character| is_punct(token, *character)),
            None => true,
        };
        tokens.iter().enumerate().find_map(|(position, token)| {
            let before = position
                .checked_sub(1)
                .and_then(|before| tokens.get(before));
            let is_plain = is(before, &[',', '&']) && is(tokens.get(position + 1), &[',', '.']);
            match token {
                TokenTree::Ident(name) if is_plain && self.has(name) => Some(name.clone()),
                _ => None,
            }
        })
    }

    /// The first of the names that a format string shows (`{name}`) without an argument of that name.
    fn first_shown(&self, tokens: &TokenStream) -> Option<Ident> {
        let mut tokens = tokens.clone().into_iter();
        let Some(TokenTree::Literal(text)) = tokens.next() else {
            return None;
        };
        let arguments: Vec<TokenTree> = tokens.collect();
        let is_given = |name: &Ident| {
            arguments.windows(2).any(|pair| match pair {
                [TokenTree::Ident(given), TokenTree::Punct(sign)] => {
                    let is_sign = sign.as_char() == '=' && sign.spacing() == Spacing::Alone;
                    is_same_variable(given, name) && is_sign
                }
                _ => false,
            })
        };
        let written = text.to_string();
        let is_shown = |name: &&Ident| is_shown(&written, &name.to_string()) && !is_given(name);
        let mut name = self.names().find(is_shown)?.clone();
        name.set_span(text.span());
        Some(name)
    }
}

/// Whether a condition may bind names.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}
