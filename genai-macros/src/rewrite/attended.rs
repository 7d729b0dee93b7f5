//! Functions whose return type carries no outcome, unlike `Result` and `Option`: their body stays in the function
//! itself, under its own parameters, and a guard beside it ends the operation.
//!
//! Parameters are dropped after all variables of a body, and thus after the guard: they stay as declared only if they
//! have no drop glue.

use proc_macro2::{Group, Span};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::{Block, Expr, FnArg, ReceiverKind, ReturnType, Stmt, Type};

use super::closures::is_closure;
use super::in_place::tracks_caller;
use super::parameters::Parameters;
use super::place::{block_at, place};
use super::{Rewrite, block_value};
use crate::form::Form;
use crate::names::Names;
use crate::statements::Conclusion;
use crate::types::{PRIMITIVE, has_bound, is_named, opaque, peel};

/// Standard types that carry no outcome, besides the primitive ones.
const PLAIN: [&str; 2] = ["String", "Vec"];

/// How the parameters of such a function are bound.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ParameterBinding {
    /// As declared in the signature.
    Declared,
    /// Again in the body: the signature then determines what a returned closure leaves to inference, and no statement
    /// follows a body that never returns.
    Rebound,
}

impl Rewrite<'_> {
    /// How the parameters are bound; `None` if the body cannot stay in the function itself.
    pub(super) fn attended(&self, form: Form) -> Option<ParameterBinding> {
        let signature = &self.function.signature;
        let is_possible = form == Form::Sync
            && self.stream.is_none()
            && self.function.body.is_some()
            && matches!(&*self.conclusion, [Conclusion::Plain(_)]);
        let (is_plain, is_closure, is_never) = match &signature.output {
            ReturnType::Type(_, returned) => (
                is_plain(returned),
                is_closure(returned, self.function.body.as_ref()),
                matches!(peel(returned), Type::Never(_)),
            ),
            ReturnType::Default => (true, false, false),
        };
        if !is_possible {
            None
        } else if (is_plain || is_closure) && signature.inputs.iter().all(has_no_drop_glue) {
            Some(ParameterBinding::Declared)
        } else {
            let stays = is_closure || (is_never && tracks_caller(self.function));
            stays.then_some(ParameterBinding::Rebound)
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
                    // In a block of the macro's edition, temporaries of the tail expression are dropped before the
                    // parameters; a `match` arm would not be compared with the return type.
                    [_, _, ..] => {
                        let place = Span::mixed_site().located_at(place(body));
                        quote_spanned!(place=> { #bindings #body })
                    }
                    _ => {
                        let value = block_value(body);
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

/// Whether generated statements may precede those of a block: it has some, and none is an item, which would shadow
/// names that the annotation mentions.
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
        _ => opaque(returned).is_some_and(|bounds| has_bound(&bounds, &["Iterator"])),
    }
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
