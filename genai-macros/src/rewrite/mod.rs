//! Rewrites an annotated function: one runtime call over one static, the user's block once.
//!
//! Parameters are bound again inside the body's closure or future, in the order in which they were
//! declared, so that they are dropped in the order in which the plain function drops them.

mod in_place;
mod parameters;
mod returned;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::form::Form;
use crate::function::Function;
use crate::statements::blamed_at;
use crate::stream::StreamForm;
use parameters::Parameters;
use returned::{Returned, erase_opaque};

/// The names of the variables that an expansion introduces. User code cannot see them.
pub(crate) struct Names {
    /// The operation while it starts.
    pub(crate) start: Ident,
    /// The returned value.
    pub(crate) value: Ident,
    /// The operation while it ends.
    pub(crate) end: Ident,
    /// The operation while a stream goes on.
    following: Ident,
    /// The operation while a body runs in its place.
    running: Ident,
}

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            start: hidden("__genai_start"),
            value: hidden("__genai_value"),
            end: hidden("__genai_end"),
            following: hidden("__genai_following"),
            running: hidden("__genai_running"),
        }
    }
}

fn hidden(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// All that the rewritten function consists of besides the user's own.
pub(crate) struct Rewrite<'a> {
    pub(crate) function: &'a Function,
    pub(crate) names: &'a Names,
    /// Path to all that an expansion may name.
    pub(crate) runtime: &'a TokenStream,
    /// The function's static: its constructor, and what is known of it.
    pub(crate) callsite: TokenStream,
    /// Statements that say who is asked; they run where the operation is observed.
    pub(crate) identity: Vec<TokenStream>,
    /// Statements that say with which parameters; they see to it themselves that they run where the span is kept.
    pub(crate) by_name: Vec<TokenStream>,
    /// Statements that say with what else; they run where the span is kept.
    pub(crate) details: Vec<TokenStream>,
    /// Statements that ask the returned value.
    pub(crate) conclusion: Vec<TokenStream>,
    /// The stream that the function returns.
    pub(crate) stream: Option<Streaming>,
    /// Whether the future of an `async fn` is kept in a box.
    pub(crate) is_boxed: bool,
}

/// What is needed to follow a returned stream.
pub(crate) struct Streaming {
    pub(crate) form: StreamForm,
    /// Statements that ask each item.
    pub(crate) inspect: Vec<TokenStream>,
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
        let form = self.function.form();
        let parameters = Parameters::new(&signature.inputs, attributes);
        let returned = Returned::new(&signature.output, self.runtime);

        let mut signature = signature.clone();
        signature.inputs = parameters.inputs();
        if matches!(form, Form::Async | Form::DeferredFuture) {
            signature.asyncness = None;
            signature.output = returned.future_output(form, self.is_boxed);
        }
        let runtime = self.runtime;
        let callsite = &self.callsite;
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
        quote! {
            #(#attributes)*
            #visibility #defaultness #signature {
                #runtime::callsite!(__GENAI_CALLSITE: #callsite);
                #operation
            }
        }
    }

    /// A function whose body runs at the call, also where that gives a future.
    fn called_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&proc_macro2::Group>,
    ) -> TokenStream {
        let Names { start, value, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements();
        let bindings = parameters.bindings(&said);
        let said = parameters.borrowed(said);
        let erased = returned.erased();
        let run = quote! {
            move |#start: &mut #runtime::Start| -> #erased {
                #said
                #start.enter();
                #bindings
                #runtime::body!(#body)
            }
        };
        if form == Form::Sync {
            return self.sync_operation(&run, &erased);
        }
        let given = returned.erased_output();
        // What the body leaves open is settled by the signature before the annotation looks at it.
        let run = quote!(#runtime::gives::<#given, _, _>(#run));
        if form == Form::OpaqueFuture {
            return self.instrument("call_future", &run, &given, None);
        }
        let boxed = quote!(|#value| -> #erased { #runtime::boxed(#value) });
        self.instrument("call_boxed_future", &run, &given, Some(&boxed))
    }

    fn sync_operation(&self, run: &TokenStream, erased: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        match &self.stream {
            Some(stream) => {
                let replace = self.replace(stream, erased);
                quote!(#runtime::call_stream(&__GENAI_CALLSITE, #run, #replace))
            }
            None => {
                let inspect = self.inspect();
                quote!(#runtime::call(&__GENAI_CALLSITE, #run, #inspect))
            }
        }
    }

    /// A function whose body runs when its future is polled.
    fn deferred_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&proc_macro2::Group>,
    ) -> TokenStream {
        let Names { start, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements();
        let bindings = parameters.bindings(&said);
        let said = parameters.borrowed(said);
        let erased = returned.erased();
        let (mut body, output, given) = if form == Form::Async {
            // Of a body that never ends no early return can tell the type.
            let hint = (!returned.is_never()).then(|| quote!(async #erased,));
            let body = quote!(async move { #bindings #runtime::body!(#hint #body) });
            (body, None, erased)
        } else {
            let output = (form == Form::DeferredBoxedFuture).then(|| quote!(-> #erased));
            (
                quote!({ #bindings #body }),
                output,
                returned.erased_output(),
            )
        };
        if self.is_boxed {
            body = quote!(#runtime::boxed(#body));
        }
        let mut run = quote!(move |#start: &mut #runtime::Start| #output { #said #body });
        if returned.is_never() || form != Form::Async {
            // What the body leaves open is settled by the signature before the annotation looks at it.
            run = quote!(#runtime::gives::<#given, _, _>(#run));
        }
        let instrumented = self.instrument("instrument", &run, &given, None);
        if form == Form::DeferredBoxedFuture {
            return quote!(#runtime::boxed(#instrumented));
        }
        instrumented
    }

    /// Wraps what makes the body's future, which gives `output`.
    fn instrument(
        &self,
        wrap: &str,
        run: &TokenStream,
        output: &TokenStream,
        boxed: Option<&TokenStream>,
    ) -> TokenStream {
        let runtime = self.runtime;
        let boxed = boxed.into_iter();
        let (wrap, conclude) = match &self.stream {
            Some(stream) => (format_ident!("{wrap}_stream"), self.replace(stream, output)),
            None => (format_ident!("{wrap}"), self.inspect()),
        };
        quote!(#runtime::#wrap(&__GENAI_CALLSITE, #run, #conclude #(, #boxed)*))
    }

    /// Puts the stream that is followed in the place of the returned one.
    fn replace(&self, stream: &Streaming, output: &TokenStream) -> TokenStream {
        let Names {
            value,
            end,
            following,
            ..
        } = self.names;
        let runtime = self.runtime;
        let Streaming { form, inspect } = stream;
        let inspect_item = quote!(|#value, #end| { #(#inspect)* });
        // The compiler points at the returned type where that is no stream.
        let stream = blamed_at(value, form.span);
        let followed = if form.is_boxed {
            quote!(#runtime::followed_box(#following, #stream, #inspect_item) as _)
        } else {
            // What the body leaves open is settled by the signature, as in the plain function.
            let item = form
                .item
                .as_ref()
                .map(|item| erase_opaque(item.to_token_stream()));
            let item = item.unwrap_or_else(|| quote!(_));
            quote!(#runtime::follow::<_, #item, _>(#following, #stream, #inspect_item))
        };
        let inspect = self.inspect();
        quote! {
            |#value, #following| -> #output {
                #runtime::map_stream!(#value, #following, #inspect, #followed)
            }
        }
    }

    /// Lets the annotation's arguments say what they know. In a closure of their own they can neither
    /// return from the function nor take anything with them.
    fn start_statements(&self) -> TokenStream {
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
        quote!(#runtime::describe!(#start, { #(#identity)* #(#by_name)* #open });)
    }

    fn inspect(&self) -> TokenStream {
        let Names { value, end, .. } = self.names;
        let conclusion = &self.conclusion;
        quote!(|#value, #end| { #(#conclusion)* })
    }
}
