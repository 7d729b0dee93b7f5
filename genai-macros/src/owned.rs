//! Functions of the returned value that speak of parameters which the body owns: the compiler would blame the whole
//! annotation for it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{Expr, ExprClosure, FnArg, Pat, Stmt, Type};

use crate::diagnostics::Diagnostics;
use crate::expressions::bare;
use crate::function::Function;
use crate::patterns::names;
use crate::tokens::is_punct;
use crate::types::{inside, peel};

/// Types of `std` that are never copied.
const MOVED: [&str; 12] = [
    "Arc", "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "OsString", "PathBuf", "Rc",
    "String", "Vec", "VecDeque",
];

/// Macros of `std` that take expressions and nothing else.
const EXPRESSIONS: [&str; 3] = ["format", "format_args", "vec"];

impl Function {
    /// Refuses parameters that are surely gone in a function of the returned value, which `way` says otherwise.
    pub(crate) fn check_asked(&self, asked: &Expr, way: &str, errors: &mut Diagnostics) {
        if let Expr::Closure(closure) = bare(asked) {
            let owned = self.owned();
            without_inputs(&owned, closure).refuse(&closure.body, way, errors);
        }
    }

    /// Likewise in expressions of a returned value that is bound to a pattern.
    pub(crate) fn check_asked_in<'e>(
        &self,
        pattern: &Pat,
        expressions: impl Iterator<Item = &'e Expr>,
        way: &str,
        errors: &mut Diagnostics,
    ) {
        let owned = self.owned().without(pattern);
        for expression in expressions {
            owned.refuse(expression, way, errors);
        }
    }

    /// The parameters that are surely in the body alone.
    fn owned(&self) -> Owned {
        // What macros beneath make of them nobody knows.
        if self.awaits_others {
            return Owned(Vec::new());
        }
        let inputs = self.signature.inputs.iter();
        let owned = inputs.filter_map(|input| match input {
            FnArg::Typed(typed) if typed.attrs.is_empty() && is_moved(&typed.ty) => {
                match &*typed.pat {
                    Pat::Ident(bound) if bound.subpat.is_none() => Some(bound.ident.clone()),
                    _ => None,
                }
            }
            _ => None,
        });
        Owned(owned.collect())
    }
}

/// Whether a type is surely never copied, by its name or as an `Option` of one.
fn is_moved(written: &Type) -> bool {
    let Type::Path(path) = peel(written) else {
        return false;
    };
    let last = path.path.segments.last();
    path.qself.is_none()
        && (last.is_some_and(|last| MOVED.iter().any(|name| last.ident == name))
            || inside(written, &["Option"]).is_some_and(is_moved))
}

/// The names of such parameters, as far as no other variable hides them.
#[derive(Clone)]
struct Owned(Vec<Ident>);

fn without_inputs(owned: &Owned, closure: &ExprClosure) -> Owned {
    let inputs = closure.inputs.iter();
    inputs.fold(owned.clone(), Owned::without)
}

impl Owned {
    fn without(mut self, pattern: &Pat) -> Self {
        let bound = names(pattern);
        self.0
            .retain(|owned| !bound.iter().any(|bound| bound.name == *owned));
        self
    }

    fn refuse(&self, expression: &Expr, way: &str, errors: &mut Diagnostics) {
        if let Some(name) = self.first_in(expression) {
            let message = format!("`{name}` belongs to the body by then; {way}");
            errors.error(name, message);
        }
    }

    /// The first of them that an expression speaks of. What is unsure is the compiler's to say.
    fn first_in(&self, expression: &Expr) -> Option<Ident> {
        if self.0.is_empty() {
            return None;
        }
        let first = |expression: &Expr| self.first_in(expression);
        match expression {
            Expr::Path(path) => {
                let name = path.path.get_ident();
                name.filter(|name| path.qself.is_none() && self.0.contains(name))
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
                let name = call.mac.path.segments.last();
                let takes_expressions =
                    name.is_some_and(|name| EXPRESSIONS.iter().any(|known| name.ident == known));
                takes_expressions.then(|| self.first_in_tokens(&call.mac.tokens))?
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
                // They may bind the name to anything else.
                Stmt::Macro(_) | Stmt::Item(_) => return None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The first of them that stands in a macro's tokens as an argument or the beginning of one.
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
                TokenTree::Ident(name) if is_plain && self.0.contains(name) => Some(name.clone()),
                _ => None,
            }
        })
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

#[cfg(test)]
mod tests {
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
        function.check_asked(&closure, "borrow it", &mut errors);
        errors.count()
    }

    #[test]
    fn what_the_body_owns_is_gone() {
        for closure in [
            quote!(|_| q.len()),
            quote!(|v| v.count(&q)),
            quote!(|v| S { q, v }),
            quote!(|v| format!("{}", q.trim())),
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
    fn what_is_copied_is_there_in_a_future_too() {
        let item = format!("async {ITEM}");
        for (closure, expected) in [
            (quote!(|v| v + n + r.len() + t.len()), 0),
            (quote!(|v| v + q.len()), 1),
        ] {
            assert_eq!(messages_in(&item, closure.clone()), expected, "{closure}");
        }
    }

    #[test]
    fn what_may_be_there_is_left_to_the_compiler() {
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
            quote!(|v| field!(q, v)),
            quote!(Reply::usage),
        ] {
            assert_eq!(messages(closure.clone()), 0, "{closure}");
        }
    }
}
