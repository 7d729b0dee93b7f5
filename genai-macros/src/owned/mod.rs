//! Functions of the returned value that mention parameters which were moved into the body: rustc would report that at
//! the whole annotation, or as an unknown name.

mod found;
#[cfg(test)]
mod tests;

use proc_macro2::Ident;
use syn::{Expr, ExprClosure, FnArg, Pat, Type};

use crate::diagnostics::Diagnostics;
use crate::expressions::bare;
use crate::function::Function;
use crate::patterns::names;
use crate::tokens::is_same_variable;
use crate::types::{inside, peel};

/// Types of `std` that are not `Copy`.
const MOVED: [&str; 12] = [
    "Arc", "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "OsString", "PathBuf", "Rc",
    "String", "Vec", "VecDeque",
];

/// Advice for a closure.
const IN_CLOSURE: Remedies = Remedies {
    moved: "take it by reference",
    bound: "name the parameter, and destructure it in the body",
};

/// Advice for a list of attributes.
const IN_LIST: Remedies = Remedies {
    moved: "use it in `attributes(…)`",
    bound: "use it in `attributes(…)`",
};

/// What to write instead of mentioning a parameter.
#[derive(Clone, Copy)]
struct Remedies {
    /// For a parameter that moves into the body.
    moved: &'static str,
    /// For a name that a parameter's pattern binds.
    bound: &'static str,
}

impl Function {
    /// Refuses parameters that a function of the returned value surely cannot access.
    pub(crate) fn check_captures(&self, asked: &Expr, errors: &mut Diagnostics) {
        if let Expr::Closure(closure) = bare(asked) {
            let owned = self.owned();
            without_inputs(&owned, closure).refuse(&closure.body, IN_CLOSURE, errors);
        }
    }

    /// Like [`Self::check_captures`], for a list of attributes of a returned value that is bound to a pattern.
    pub(crate) fn check_captures_in_list<'e>(
        &self,
        pattern: &Pat,
        values: impl Iterator<Item = &'e Expr>,
        errors: &mut Diagnostics,
    ) {
        let owned = self.owned().without(pattern);
        for value in values {
            owned.refuse(value, IN_LIST, errors);
        }
    }

    /// The parameters that are surely accessible in the body only.
    fn owned(&self) -> Owned {
        let mut owned = Owned::default();
        // Other macros may change the parameters.
        if self.has_pending_macros {
            return owned;
        }
        for (position, input) in self.signature.inputs.iter().enumerate() {
            let FnArg::Typed(typed) = input else {
                continue;
            };
            if !typed.attrs.is_empty() {
                continue;
            }
            match self.replaced_pattern(position, typed).unwrap_or(&typed.pat) {
                Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                    if is_moved(&typed.ty) {
                        owned.moved.push(name.ident.clone());
                    }
                }
                pattern => {
                    let names = names(pattern).into_iter();
                    owned.bound.extend(names.map(|bound| bound.name));
                }
            }
        }
        owned
    }
}

/// Whether a type is surely not `Copy`, judged by its name or as an `Option` of one.
fn is_moved(written: &Type) -> bool {
    let Type::Path(path) = peel(written) else {
        return false;
    };
    let last = path.path.segments.last();
    path.qself.is_none()
        && (last.is_some_and(|last| MOVED.iter().any(|name| last.ident == name))
            || inside(written, &["Option"]).is_some_and(is_moved))
}

/// The names of such parameters, except those that are shadowed.
#[derive(Clone, Default)]
struct Owned {
    /// Parameters that move into the body.
    moved: Vec<Ident>,
    /// Names that patterns of parameters bind at the beginning of the body.
    bound: Vec<Ident>,
}

fn without_inputs(owned: &Owned, closure: &ExprClosure) -> Owned {
    let inputs = closure.inputs.iter();
    inputs.fold(owned.clone(), Owned::without)
}

impl Owned {
    fn without(mut self, pattern: &Pat) -> Self {
        let hidden = names(pattern);
        for names in [&mut self.moved, &mut self.bound] {
            names.retain(|owned| {
                !hidden
                    .iter()
                    .any(|hidden| is_same_variable(&hidden.name, owned))
            });
        }
        self
    }

    fn is_empty(&self) -> bool {
        self.names().next().is_none()
    }

    fn has(&self, name: &Ident) -> bool {
        self.names().any(|owned| is_same_variable(owned, name))
    }

    fn names(&self) -> impl Iterator<Item = &Ident> {
        self.moved.iter().chain(&self.bound)
    }

    fn refuse(&self, expression: &Expr, remedies: Remedies, errors: &mut Diagnostics) {
        let Some(name) = self.first_in(expression) else {
            return;
        };
        let message = if self
            .bound
            .iter()
            .any(|bound| is_same_variable(bound, &name))
        {
            format!("`{name}` is bound in the body only; {}", remedies.bound)
        } else {
            format!("`{name}` is moved into the body; {}", remedies.moved)
        };
        errors.error(name, message);
    }
}
