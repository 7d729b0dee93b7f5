//! Functions whose returned value has nothing to say of how they ended: their body stays in the function itself,
//! under its own parameters, and a guard beside it ends the operation.
//!
//! Parameters are dropped after everything in a body. So only such are left where they are that nobody sees being
//! dropped.

use proc_macro2::{Group, Span};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, FnArg, ReceiverKind, ReturnType, Stmt, Type};

use super::parameters::Parameters;
use super::place::{block_at, place};
use super::{Rewrite, value_of};
use crate::form::Form;
use crate::names::Names;
use crate::statements::Conclusion;
use crate::types::{PRIMITIVE, bound_on, is_named, opaque, peel};

/// Types that say neither `Err` nor `None`, besides those of the language, which nobody sees being dropped.
const PLAIN: [&str; 2] = ["String", "Vec"];

/// Traits of closures.
const CLOSURES: [&str; 6] = [
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Fn",
    "FnMut",
    "FnOnce",
];

/// What becomes of the parameters of such a function.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ParameterBinding {
    /// They stay where they are.
    Declared,
    /// They are bound again in the body: so what a closure that it returns leaves open is known by the signature.
    Rebound,
}

impl Rewrite<'_> {
    /// Whether the body may stay where it is, and what becomes of the parameters.
    pub(super) fn attended(&self, form: Form) -> Option<ParameterBinding> {
        let signature = &self.function.signature;
        let is_possible = form == Form::Sync
            && self.stream.is_none()
            && self.function.body.is_some()
            && matches!(&*self.conclusion, [Conclusion::Plain(_)]);
        let (is_plain, is_closure) = match &signature.output {
            ReturnType::Type(_, returned) => (is_plain(returned), is_closure(returned)),
            ReturnType::Default => (true, false),
        };
        if !is_possible {
            None
        } else if (is_plain || is_closure) && signature.inputs.iter().all(has_no_drop_glue) {
            Some(ParameterBinding::Declared)
        } else {
            is_closure.then_some(ParameterBinding::Rebound)
        }
    }

    pub(super) fn attended_operation(
        &self,
        binding: ParameterBinding,
        parameters: &Parameters,
        body: Option<&Group>,
    ) -> Group {
        let Names { start, running, .. } = self.names;
        let runtime = self.runtime;
        let callsite = self.callsite();
        let description = self.start_statements(parameters.copied());
        let stream = body.map(Group::stream).unwrap_or_default();
        let statements = Block::parse_within.parse2(stream.clone());
        let statements = statements.unwrap_or_default();
        let (description, value) = match binding {
            ParameterBinding::Declared => {
                let may_be_preceded = stream.is_empty() || may_be_preceded(&statements);
                let value = if may_be_preceded {
                    stream
                } else {
                    quote!(#body)
                };
                (parameters.borrowed_replaced(description), value)
            }
            ParameterBinding::Rebound => {
                let bindings = parameters.bindings(&description, body);
                let value = match &*statements {
                    [Stmt::Expr(Expr::Closure(_), None)] => quote!(#bindings #stream),
                    // In a block of the macro's edition, what the last expression borrows is dropped before the
                    // parameters are; as the arm of a `match` it would not be compared with the signature.
                    [_, _, ..] => {
                        let place = Span::mixed_site().located_at(place(body));
                        quote_spanned!(place=> { #bindings #body })
                    }
                    _ => {
                        let value = value_of(body);
                        quote!(#bindings #value)
                    }
                };
                (parameters.borrowed(description), value)
            }
        };
        let begin = quote! {
            let mut #running = #runtime::Attended::new(#callsite);
            let #start = #runtime::Attended::start(&mut #running);
            #description
            #start.enter();
        };
        block_at(body, quote!(#begin #value))
    }
}

/// Whether other statements may stand before those of a block: there are some, and none is an item, which would hide
/// from the annotation what it names.
fn may_be_preceded(statements: &[Stmt]) -> bool {
    let mut items = statements
        .iter()
        .filter(|statement| matches!(statement, Stmt::Item(_)));
    !statements.is_empty() && items.next().is_none()
}

fn is_plain(returned: &Type) -> bool {
    match peel(returned) {
        Type::Array(_) | Type::Never(_) | Type::Reference(_) | Type::Tuple(_) => true,
        Type::Path(_) => is_named(returned, &PRIMITIVE) || is_named(returned, &PLAIN),
        _ => is_opaque(returned, &["Iterator"]),
    }
}

fn is_closure(returned: &Type) -> bool {
    is_opaque(returned, &CLOSURES)
}

fn is_opaque(returned: &Type, traits: &[&str]) -> bool {
    opaque(returned).is_some_and(|bounds| {
        let mut bounds = bounds.into_iter();
        bounds.any(|bound| traits.iter().any(|name| bound_on(bound, name).is_some()))
    })
}

fn has_no_drop_glue(parameter: &FnArg) -> bool {
    match parameter {
        FnArg::Receiver(receiver) => matches!(receiver.kind, ReceiverKind::Reference(..)),
        FnArg::Typed(typed) => match peel(&typed.ty) {
            Type::Reference(_) => true,
            written => is_named(written, &PRIMITIVE),
        },
    }
}
