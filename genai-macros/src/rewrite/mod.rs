//! Rewrites an annotated function: one runtime call over one static, the user's block once.
//!
//! Parameters are bound again inside the body's closure or future, in the order in which they were
//! declared, so that they are dropped in the order in which the plain function drops them.

mod parameters;
mod returned;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

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
}

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            start: hidden("__genai_start"),
            value: hidden("__genai_value"),
            end: hidden("__genai_end"),
            following: hidden("__genai_following"),
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
    /// The value of the function's static.
    pub(crate) callsite: TokenStream,
    /// Statements that say who is asked; they run where the operation is observed.
    pub(crate) identity: Vec<TokenStream>,
    /// Statements that say with what; they run where the span is kept.
    pub(crate) details: Vec<TokenStream>,
    /// Statements that ask the returned value.
    pub(crate) conclusion: Vec<TokenStream>,
    /// The stream that the function returns.
    pub(crate) stream: Option<Streaming>,
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
        } = self.function;
        let form = self.function.form();
        let parameters = Parameters::new(&signature.inputs);
        let returned = Returned::new(&signature.output);

        let mut signature = signature.clone();
        signature.inputs = parameters.inputs();
        if form == Form::Async {
            signature.asyncness = None;
            signature.output = returned.future_output();
        }
        let runtime = self.runtime;
        let callsite = &self.callsite;
        let operation = match form {
            Form::Sync => self.sync_operation(&parameters, &returned, body.as_ref()),
            Form::Async => self.async_operation(&parameters, &returned, body.as_ref()),
            Form::OpaqueFuture | Form::BoxedFuture => {
                self.future_operation(form, &parameters, &returned, body.as_ref())
            }
        };
        quote! {
            #(#attributes)*
            #visibility #defaultness #signature {
                static __GENAI_CALLSITE: #runtime::Callsite = #callsite;
                #operation
            }
        }
    }

    fn sync_operation(
        &self,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&proc_macro2::Group>,
    ) -> TokenStream {
        let Names { start, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&said);
        let value_of_body = self.value_of(body, returned);
        let returned = returned.erased();
        let inspect = self.inspect();
        let arguments = quote! {
            &__GENAI_CALLSITE,
            move |#start: &mut #runtime::Start| -> #returned {
                #said
                #start.enter();
                #bindings
                #value_of_body
            },
            #inspect,
        };
        let Some(stream) = &self.stream else {
            return quote!(#runtime::call(#arguments));
        };
        let Names {
            value, following, ..
        } = self.names;
        let followed = self.followed(stream);
        quote! {
            let (#value, #following) = #runtime::call_stream(#arguments);
            #followed
        }
    }

    fn async_operation(
        &self,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&proc_macro2::Group>,
    ) -> TokenStream {
        let Names { start, value, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&said);
        let hint = returned.inference_hint(value);
        let value_of_body = self.value_of(body, returned);
        self.instrument(
            &quote! {
                move |#start: &mut #runtime::Start| {
                    #said
                    async move {
                        #hint
                        #bindings
                        #value_of_body
                    }
                }
            },
            &returned.erased(),
        )
    }

    /// A function that returns a future: its body runs when the future is first polled.
    fn future_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&proc_macro2::Group>,
    ) -> TokenStream {
        let Names { start, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&said);
        let value_of_body = self.value_of(body, returned);
        let output = (form == Form::BoxedFuture).then(|| {
            let returned = returned.erased();
            quote!(-> #returned)
        });
        let given = returned.erased_output();
        let start = quote! {
            move |#start: &mut #runtime::Start| #output {
                #said
                #bindings
                #value_of_body
            }
        };
        // What the body leaves open is settled by the signature before the annotation looks at it.
        let start = quote!(#runtime::gives::<#given, _, _>(#start));
        let instrumented = self.instrument(&start, &given);
        match form {
            Form::BoxedFuture => quote!(#runtime::boxed(#instrumented)),
            Form::Sync | Form::Async | Form::OpaqueFuture => instrumented,
        }
    }

    /// Wraps what makes the body's future; `output` is what that gives.
    fn instrument(&self, start: &TokenStream, output: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        let inspect = self.inspect();
        let Some(stream) = &self.stream else {
            return quote!(#runtime::instrument(&__GENAI_CALLSITE, #start, #inspect));
        };
        let Names {
            value, following, ..
        } = self.names;
        let followed = self.followed(stream);
        quote! {
            #runtime::instrument_stream(
                &__GENAI_CALLSITE,
                #start,
                #inspect,
                |#value, #following: #runtime::Following| -> #output { #followed },
            )
        }
    }

    /// The returned value with the stream that is followed in the place of its own.
    fn followed(&self, stream: &Streaming) -> TokenStream {
        let Names {
            value,
            end,
            following,
            ..
        } = self.names;
        let runtime = self.runtime;
        let Streaming { form, inspect } = stream;
        // The compiler points at the returned type where that is no stream.
        let stream = blamed_at(value, form.span);
        let inspect = quote!(|#value, #end| { #(#inspect)* });
        let followed = if form.is_boxed {
            quote!(#runtime::followed_box(#following, #stream, #inspect) as _)
        } else {
            // What the body leaves open is settled by the signature, as in the plain function.
            let item = form
                .item
                .as_ref()
                .map(|item| erase_opaque(item.to_token_stream()));
            let item = item.unwrap_or_else(|| quote!(_));
            quote!(#runtime::follow::<_, #item, _>(#following, #stream, #inspect))
        };
        quote! {
            #[allow(unused_imports, reason = "a type that says more of itself needs no fallback")]
            use #runtime::PlainReturn as _;
            #runtime::Returned(#value).map_stream(|#value| #followed)
        }
    }

    /// The value of the user's block, which keeps its own scope: what its last expression borrows is
    /// dropped before the parameters are. As the arm of a `match` neither its braces nor what it never
    /// reaches are anybody's mistake.
    fn value_of(&self, body: Option<&proc_macro2::Group>, returned: &Returned) -> TokenStream {
        let Names { value, .. } = self.names;
        let returned = returned.erased();
        quote! {
            let #value: #returned = match () { () => #body };
            #[allow(unreachable_code, reason = "a body may never come to its end")]
            return #value;
        }
    }

    /// Lets the annotation's arguments say what they know. In a closure of their own they can neither
    /// return from the function nor take anything with them.
    fn start_statements(&self, parameters: &Parameters) -> TokenStream {
        let Names { start, .. } = self.names;
        let Self {
            identity, details, ..
        } = self;
        if identity.is_empty() && details.is_empty() {
            return TokenStream::new();
        }
        let open = if details.is_empty() {
            TokenStream::new()
        } else {
            quote!(if #start.open() { #(#details)* })
        };
        parameters.borrowed(quote!(#start.describe(|#start| { #(#identity)* #open });))
    }

    fn inspect(&self) -> TokenStream {
        let Names { value, end, .. } = self.names;
        let conclusion = &self.conclusion;
        quote!(|#value, #end| { #(#conclusion)* })
    }
}
