//! Functions whose bodies run at the call.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use super::Rewrite;
use super::parameters::Parameters;
use super::place::{block_at, call_at, place};
use super::returned::Returned;
use crate::form::Form;
use crate::names::Names;

impl Rewrite<'_> {
    /// A function whose body runs at the call, even if it returns a future.
    pub(super) fn called_operation(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&Group>,
    ) -> TokenStream {
        let Names { start, value, .. } = self.names;
        let runtime = self.runtime;
        let description = self.start_statements(parameters.copied());
        let erased = returned.erased();
        let (output, value_of_body) =
            self.bound_body(form, parameters, returned, &description, body);
        let description = parameters.borrowed(description);
        let block = block_at(body, quote!(#description #start.enter(); #value_of_body));
        let opening = parameters.opening(place(body));
        let run = quote!(#opening #start: &mut #runtime::Start| #output #block);
        if form == Form::Sync {
            return self.sync_operation(&run, &erased, body);
        }
        let given = returned.erased_output();
        let settled = returned.settled_output(form);
        if form == Form::OpaqueFuture {
            return self.instrument("call_future", (form, run), settled, &given, None, body);
        }
        let boxed = quote!(|#value| -> #erased { #runtime::boxed(#value) });
        let boxed = if self.has_tail_box(form) {
            let as_it_is = quote!(|#value| -> #erased { #value });
            quote!(#as_it_is, #boxed)
        } else {
            boxed
        };
        let run = (form, run);
        self.instrument(
            "call_boxed_future",
            run,
            settled,
            &given,
            Some(&boxed),
            body,
        )
    }

    /// The value of the user's block with its parameters bound, after the return type of the closure around it, if that
    /// must be written.
    pub(super) fn bound_body(
        &self,
        form: Form,
        parameters: &Parameters,
        returned: &Returned,
        description: &TokenStream,
        body: Option<&Group>,
    ) -> (Option<TokenStream>, TokenStream) {
        let erased = returned.erased();
        if self.has_tail_box(form) {
            let value = match parameters.handed(description, &quote!(_), self.runtime, body) {
                Some(value) => value,
                None => {
                    let bindings = parameters.bindings(description, body);
                    let value = self.value_of_body(returned, body);
                    quote!({ #bindings #value })
                }
            };
            let runtime = self.runtime;
            let fits = call_at(body, quote!(#runtime::fits!), quote!(#value, #erased));
            return (None, fits);
        }
        if let Some(value) = parameters.handed(description, &erased, self.runtime, body) {
            // A diverging body does not determine the closure's return type.
            let output = returned.is_never().then(|| quote!(-> #erased));
            return (output, value);
        }
        let bindings = parameters.bindings(description, body);
        let value = self.value_of_body(returned, body);
        (Some(quote!(-> #erased)), quote!(#bindings #value))
    }

    fn sync_operation(
        &self,
        run: &TokenStream,
        erased: &TokenStream,
        body: Option<&Group>,
    ) -> TokenStream {
        let runtime = self.runtime;
        let (call, conclude) = match &self.stream {
            Some(stream) => (
                quote!(#runtime::call_stream),
                self.replace_stream(stream, erased),
            ),
            None => (quote!(#runtime::call), self.inspect()),
        };
        let callsite = self.callsite();
        call_at(body, call, quote!(#callsite, #run, #conclude))
    }
}
