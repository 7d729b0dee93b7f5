//! Rewrites an annotated function: one runtime call over one static, with the user's block quoted once.
//!
//! The body stays in the function itself if its parameters have no drop glue and its value carries no outcome.
//! Otherwise parameters are passed to a closure that contains the body, or rebound inside its future, in declaration
//! order, so that they are dropped in the same order as in the plain function.

mod assigned_fields;
mod attended;
mod bound;
mod called;
mod closures;
mod diverging;
mod expectations;
mod in_place;
mod instrument;
mod mentions;
mod parameters;
mod patterns;
mod place;
mod returned;
mod spurious_lints;
mod streaming;
mod tail_box;

use std::iter;

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Token;

use crate::form::Form;
use crate::function::Function;
use crate::names::Names;
use crate::statements::Conclusion;
use assigned_fields::uses_of_assigned_fields;
use attended::ParameterBinding;
use expectations::without_unfulfilled;
use mentions::has_variable;
use parameters::Parameters;
use place::{block_at, call_at, place};
use returned::Returned;
use spurious_lints::allow_spurious_lints;
pub(crate) use streaming::Streaming;

/// The parts of a rewritten function.
pub(crate) struct Rewrite<'a> {
    pub(crate) function: &'a Function,
    pub(crate) names: &'a Names,
    /// Path to the module that holds everything an expansion may name.
    pub(crate) runtime: &'a TokenStream,
    /// Initializer of the function's static: its constructor, and the facts that are known at compile time.
    pub(crate) callsite: TokenStream,
    /// Statements that set attributes for samplers; they run if the operation is observed.
    pub(crate) identity: Vec<TokenStream>,
    /// Statements that record request parameters by the names of the function's parameters; they check themselves
    /// whether the span is recorded.
    pub(crate) by_name: Vec<TokenStream>,
    /// Statements that set all other attributes; they run if the span is recorded.
    pub(crate) details: Vec<TokenStream>,
    /// Statements that inspect the returned value.
    pub(crate) conclusion: Vec<Conclusion>,
    /// The stream that the function returns.
    pub(crate) stream: Option<Streaming>,
    /// Whether the future of an `async fn` is boxed.
    pub(crate) is_boxed: bool,
}

impl Rewrite<'_> {
    pub(crate) fn expand(&self) -> TokenStream {
        let Function {
            attributes,
            visibility,
            defaultness,
            signature,
            body,
            ..
        } = self.function;
        let attributes = attributes.iter().flat_map(without_unfulfilled);
        let allowed = allow_spurious_lints(self.function);
        let attributes = quote!(#(#attributes)* #allowed);
        let form = self.function.form();
        let is_async = form == Form::Async;
        let parameters = Parameters::new(self.function, is_async);
        if let Some(binding) = self.attended(form) {
            let mut signature = signature.clone();
            if binding == ParameterBinding::Rebound {
                signature.inputs = parameters.inputs();
            }
            let block = self.attended_operation(binding, &parameters, body.as_ref());
            return quote!(#attributes #visibility #defaultness #signature #block);
        }
        let returned = Returned::new(&signature.output, self.runtime);

        let mut signature = signature.clone();
        signature.inputs = parameters.inputs();
        // An `async fn main` stays `async`, so that rustc reports it (E0752).
        let stays_async = is_async && signature.ident == "main" && signature.inputs.is_empty();
        if matches!(form, Form::Async | Form::DeferredFuture) && !stays_async {
            if let Some(asyncness) = signature.asyncness.take() {
                // The item's span must begin at `async`, as the user's does.
                signature.fn_token.span = asyncness.span;
            }
            let after_parameters = self.after_parameters();
            signature.output = returned.future_output(form, self.is_boxed, after_parameters);
        }
        let body = body.as_ref();
        let operation = match form {
            _ if self.is_in_place(form) => self.in_place_operation(&parameters, &returned, body),
            Form::Async | Form::DeferredFuture | Form::DeferredBoxedFuture => {
                self.deferred_operation(form, &parameters, &returned, body)
            }
            Form::Sync | Form::OpaqueFuture | Form::BoxedFuture => {
                self.called_operation(form, &parameters, &returned, body)
            }
        };
        let awaited = stays_async.then(|| quote_spanned!(place(body)=> .await));
        let block = block_at(body, quote!(#operation #awaited));
        quote! {
            #attributes
            #visibility #defaultness #signature #block
        }
    }

    /// A function whose body runs when its future is polled.
    fn deferred_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&Group>,
    ) -> TokenStream {
        let Names { start, value, .. } = self.names;
        let runtime = self.runtime;
        let description = self.start_statements(iter::empty());
        let erased = returned.erased();
        let (mut future, output, given) = if form == Form::Async {
            let is_known = !self.is_output_unknown();
            let hint =
                is_known.then(|| returned.inference_hint(value, runtime, self.after_parameters()));
            let bindings = parameters.bindings(&description, body);
            let value_of_body = self.value_of_body(returned, body);
            // `clippy::async_yields_async` fires on an `async` block, unlike an `async fn`, whose tail expression is a
            // future: hence the `return`, and the condition, without which it would be unreachable after a diverging
            // body.
            let block = if returned.may_be_future() {
                let given =
                    quote!(if #runtime::is_called() { #value_of_body } else { #runtime::never() });
                block_at(body, quote!(#hint #bindings return #given;))
            } else {
                block_at(body, quote!(#hint #bindings #value_of_body))
            };
            let future = quote_spanned!(place(body)=> async move #block);
            (future, None, erased)
        } else {
            let (output, value) = self.bound_body(form, parameters, returned, &description, body);
            // Generated braces do not set off `unused_braces`.
            (quote!({ #value }), output, returned.erased_output())
        };
        let description = parameters.borrowed(description);
        if self.is_boxed {
            future = call_at(body, quote!(#runtime::boxed), future);
        }
        let block = block_at(body, quote!(#description #future));
        let opening = quote_spanned!(place(body)=> move |);
        let run = quote!(#opening #start: &mut #runtime::Start| #output #block);
        let settled = returned.settled_output(form);
        let run = (form, run);
        let instrumented = self.instrument("instrument", run, settled, &given, None, body);
        if form == Form::DeferredBoxedFuture {
            return call_at(body, quote!(#runtime::boxed), instrumented);
        }
        instrumented
    }

    /// Evaluates the annotation's arguments in a closure of their own, where they can neither return from the function
    /// nor move its variables. Parameters in `copied` are copied for them.
    fn start_statements<'p>(&self, copied: impl Iterator<Item = &'p Ident>) -> TokenStream {
        let Names { start, .. } = self.names;
        let Self {
            identity,
            by_name,
            details,
            ..
        } = self;
        if identity.is_empty() && by_name.is_empty() && details.is_empty() {
            return TokenStream::new();
        }
        let open = if details.is_empty() {
            TokenStream::new()
        } else {
            quote!(if #start.open() { #(#details)* })
        };
        let runtime = self.runtime;
        let description = quote!(#(#identity)* #(#by_name)* #open);
        let copied: Vec<_> = copied
            .filter(|name| has_variable(&description, name))
            .collect();
        let copied = (!copied.is_empty()).then(|| quote!((#(#copied),*),));
        quote!(#runtime::describe!(#start, #copied { #description });)
    }

    /// A reference to the function's static.
    fn callsite(&self) -> TokenStream {
        let Self {
            runtime, callsite, ..
        } = self;
        quote!(#runtime::callsite!(#callsite))
    }

    fn after_parameters(&self) -> Span {
        self.function.signature.paren_token.span.close()
    }

    fn inspect(&self) -> TokenStream {
        self.inspect_knowing(None)
    }

    /// Like [`Self::inspect`], for a future with this output.
    fn inspect_output(&self, given: &TokenStream) -> TokenStream {
        self.inspect_knowing(self.type_of_value(given))
    }

    fn inspect_knowing(&self, known: Option<&TokenStream>) -> TokenStream {
        if self.is_output_unknown() {
            return quote!(|_, _| {});
        }
        let Names { value, end, .. } = self.names;
        let known = known.map(|known| quote!(: &#known));
        let conclusion = &self.conclusion;
        let capture_mode = self.capture_mode();
        quote!(#capture_mode |#value #known, #end| { #(#conclusion)* })
    }

    /// The output of an `async fn`, to be repeated where it is inspected: if a part of the type does not resolve, rustc
    /// discards all that it inferred from the body.
    fn type_of_value<'g>(&self, given: &'g TokenStream) -> Option<&'g TokenStream> {
        (self.function.form() == Form::Async).then_some(given)
    }

    /// `move` for closures that inspect the returned value of a function that returns a future: they outlive the call.
    /// They capture copies and references; what the parameters own is in the body.
    fn capture_mode(&self) -> Option<Token![move]> {
        let outlives = self.function.form() != Form::Sync;
        outlives.then(|| Token![move](Span::call_site()))
    }

    /// The value of the user's block, followed by uses of the fields of `self` that it assigns last.
    fn value_of_body(&self, returned: &Returned, body: Option<&Group>) -> TokenStream {
        let given = block_value(body);
        let uses = uses_of_assigned_fields(&self.function.signature, body);
        let Some(uses) = uses.filter(|_| !returned.is_never()) else {
            return given;
        };
        let (runtime, value) = (self.runtime, &self.names.value);
        let returned = returned.erased();
        // Without the first condition, rustc would call what follows a diverging body unreachable.
        quote! {
            let #value: #returned = if #runtime::is_called() { #given } else { #runtime::never() };
            if !#runtime::is_called() { #uses }
            #value
        }
    }
}

/// The value of the user's block, as the arm of a `match`: temporaries of its tail expression are dropped before the
/// parameters, rustc compares the tail expression itself with the return type, and neither `unused_braces` nor
/// `unreachable_code` fires. No statement may follow a diverging body.
fn block_value(body: Option<&Group>) -> TokenStream {
    quote!(match () { () => #body })
}
