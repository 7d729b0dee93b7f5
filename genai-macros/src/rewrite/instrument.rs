//! The runtime call that wraps a body's future.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::Rewrite;
use super::place::call_as_at;
use super::returned::Settled;
use crate::form::Form;

impl Rewrite<'_> {
    /// Wraps the closure that makes the body's future. `settled` determines what the body leaves to inference of its
    /// `output` before the annotation inspects it.
    pub(super) fn instrument(
        &self,
        wrap: &str,
        (form, run): (Form, TokenStream),
        settled: Option<Settled>,
        output: &TokenStream,
        boxed: Option<&TokenStream>,
        body: Option<&Group>,
    ) -> TokenStream {
        let runtime = self.runtime;
        let boxed = boxed.into_iter();
        let is_unnamed = self.is_unnamed(form);
        let unnamed = if is_unnamed { "_unnamed" } else { "" };
        let wrap_as = |suffix| format_ident!("{wrap}{unnamed}{suffix}").into_token_stream();
        let mut turbofish = None;
        let (wrap, run, conclude) = match (&self.stream, settled) {
            (None, Some(Settled { output, is_whole }))
                if is_whole && boxed.len() == 0 && !is_unnamed =>
            {
                turbofish = Some(quote!(::<#output, _, _, _>));
                (wrap_as("_as"), run, self.inspect())
            }
            (stream, settled) => {
                let run = match settled {
                    Some(Settled { output, .. }) => quote!(#runtime::gives::<#output, _, _>(#run)),
                    None => run,
                };
                match stream {
                    Some(stream) => (wrap_as("_stream"), run, self.replace_stream(stream, output)),
                    None => (wrap_as(""), run, self.inspect_output(output)),
                }
            }
        };
        let callsite = self.callsite();
        let arguments = quote!(#callsite, #run, #conclude #(, #boxed)*);
        call_as_at(body, quote!(#runtime::#wrap), turbofish, arguments)
    }
}
