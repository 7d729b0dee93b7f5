//! Rewrites an annotated function: one runtime call over one static, the user's block once.
//!
//! Parameters are bound again inside the body's closure or future, in the order in which they were
//! declared, so that they are dropped in the order in which the plain function drops them.

mod names;
mod parameters;
mod place;
mod returned;

use proc_macro2::{Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::form::Form;
use crate::function::Function;
use crate::statements::blamed_at;
use crate::stream::StreamForm;
pub(crate) use names::Names;
use parameters::Parameters;
use place::{block_at, call_at, place};
use returned::{Returned, erase_opaque};

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
            if let Some(asyncness) = signature.asyncness.take() {
                // The item begins where the user's does.
                signature.fn_token.span = asyncness.span;
            }
            signature.output = returned.future_output(self.behind_parameters());
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
        let block = block_at(
            body.as_ref(),
            quote! {
                static __GENAI_CALLSITE: #runtime::Callsite = #callsite;
                #operation
            },
        );
        quote! {
            #(#attributes)*
            #visibility #defaultness #signature #block
        }
    }

    fn sync_operation(
        &self,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&Group>,
    ) -> TokenStream {
        let Names { start, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&self.mentioned());
        let value_of_body = Self::value_of(body);
        let returned = returned.erased();
        let inspect = self.inspect();
        let block = block_at(
            body,
            quote! {
                #said
                #start.enter();
                #bindings
                #value_of_body
            },
        );
        let opening = parameters.opening(place(body));
        let arguments = quote! {
            &__GENAI_CALLSITE,
            #opening #start: &mut #runtime::Start| -> #returned #block,
            #inspect,
        };
        let Some(stream) = &self.stream else {
            return call_at(body, quote!(#runtime::call), arguments);
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
        body: Option<&Group>,
    ) -> TokenStream {
        let Names { start, value, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&self.mentioned());
        let hint = returned.inference_hint(value, self.behind_parameters());
        let value_of_body = Self::value_of(body);
        let block = block_at(body, quote!(#hint #bindings #value_of_body));
        let future = quote_spanned!(place(body)=> async move #block);
        let block = block_at(body, quote!(#said #future));
        let opening = quote_spanned!(place(body)=> move |);
        self.instrument(
            &quote!(#opening #start: &mut #runtime::Start| #block),
            &returned.erased(),
            body,
        )
    }

    /// A function that returns a future: its body runs when the future is first polled.
    fn future_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&Group>,
    ) -> TokenStream {
        let Names { start, .. } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements(parameters);
        let bindings = parameters.bindings(&self.mentioned());
        let value_of_body = Self::value_of(body);
        let output = (form == Form::BoxedFuture).then(|| {
            let returned = returned.erased();
            quote!(-> #returned)
        });
        let given = returned.erased_output();
        let block = block_at(body, quote!(#said #bindings #value_of_body));
        let opening = quote_spanned!(place(body)=> move |);
        let start = quote! {
            #opening #start: &mut #runtime::Start| #output #block
        };
        // What the body leaves open is settled by the signature before the annotation looks at it.
        let start = quote!(#runtime::gives::<#given, _, _>(#start));
        let instrumented = self.instrument(&start, &given, body);
        match form {
            Form::BoxedFuture => call_at(body, quote!(#runtime::boxed), instrumented),
            Form::Sync | Form::Async | Form::OpaqueFuture => instrumented,
        }
    }

    /// Wraps what makes the body's future; `output` is what that gives.
    fn instrument(
        &self,
        start: &TokenStream,
        output: &TokenStream,
        body: Option<&Group>,
    ) -> TokenStream {
        let runtime = self.runtime;
        let inspect = self.inspect();
        let Some(stream) = &self.stream else {
            return call_at(
                body,
                quote!(#runtime::instrument),
                quote!(&__GENAI_CALLSITE, #start, #inspect),
            );
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
            use #runtime::PlainReturn as _;
            #runtime::Returned(#value).map_stream(|#value| #followed)
        }
    }

    /// The value of the user's block, which keeps its own scope: what its last expression borrows is
    /// dropped before the parameters are. As the arm of a `match` neither its braces nor what it never
    /// reaches are anybody's mistake. Standing last, it is what the compiler compares with the returned
    /// type.
    fn value_of(body: Option<&Group>) -> TokenStream {
        quote!(match () { () => #body })
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

    fn behind_parameters(&self) -> Span {
        self.function.signature.paren_token.span.close()
    }

    /// All that the annotation mentions.
    fn mentioned(&self) -> TokenStream {
        let statements = self.identity.iter().chain(&self.details);
        statements.cloned().collect()
    }

    fn inspect(&self) -> TokenStream {
        let Names { value, end, .. } = self.names;
        let conclusion = &self.conclusion;
        quote!(|#value, #end| { #(#conclusion)* })
    }
}
