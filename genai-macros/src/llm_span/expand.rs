//! The tokens of an `#[llm_span]`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::args::UsageArg;
use super::model::{ModelCall, RequestParameter, Source};
use crate::common::text_literal;
use crate::function::Function;
use crate::rewrite::{Names, Rewrite, Streaming};
use crate::statements::{self, ErrorClass, blamed_at};

pub(super) fn expand(call: &ModelCall, function: &Function) -> TokenStream {
    let names = Names::new();
    let runtime = &call.common.runtime;
    let operation = call.operation;
    let name = function.signature.ident.to_string();
    let manual = matches!(call.usage, UsageArg::Manual).then(|| quote!(.with_manual_usage()));
    let stream = function.stream(call.common.stream);
    let with_stream = stream.as_ref().map(|_| {
        let expects_usage = !matches!(call.usage, UsageArg::None);
        quote!(.with_stream(#expects_usage))
    });
    let callsite = quote! {
        #runtime::Callsite::new(#runtime::OperationKind::Model(#operation), #name) #manual #with_stream
    };

    let mut identity: Vec<_> = statements::parent(&call.common, &names)
        .into_iter()
        .collect();
    identity.push(match text_literal(&call.provider) {
        Some(literal) => {
            let start = &names.start;
            quote!(#start.known_provider(#literal);)
        }
        None => statements::set("provider", &call.provider, &names),
    });
    identity.extend(call.model.iter().map(|model| {
        let statement = statements::set("model", &model.value, &names);
        match &model.parameter {
            Some(parameter) => function.about(parameter, &statement),
            None => statement,
        }
    }));
    let endpoint = call.endpoint.iter();
    identity.extend(endpoint.map(|endpoint| statements::set("endpoint", endpoint, &names)));

    let mut details: Vec<_> = call
        .parameters
        .iter()
        .map(|parameter| request_parameter(parameter, function, runtime, &names))
        .collect();
    details.extend(statements::attributes(&call.common, &names));

    let conclude = |class| statements::conclude(&call.common, class, &names);
    let (mut conclusion, stream) = match stream {
        Some(form) => {
            // A stream itself reports nothing; each of its items does.
            let (own, of_items) = function.error_classes(&form);
            let mut inspect = vec![conclude(of_items)];
            let chunk = form.chunk().or(function.success_type());
            inspect.extend(usage(call, chunk, function, &names));
            (vec![conclude(own)], Some(Streaming { form, inspect }))
        }
        None => {
            let refused = statements::refuse_stream(&call.common, function, &names);
            let mut conclusion: Vec<_> = refused.into_iter().collect();
            conclusion.push(conclude(ErrorClass::Given));
            conclusion.extend(usage(call, function.success_type(), function, &names));
            (conclusion, None)
        }
    };
    conclusion.extend(statements::result(&call.common, &names));

    Rewrite {
        function,
        names: &names,
        runtime,
        callsite,
        identity,
        details,
        conclusion,
        stream,
        is_boxed: call.common.is_boxed,
    }
    .expand()
}

fn request_parameter(
    parameter: &RequestParameter,
    function: &Function,
    runtime: &TokenStream,
    names: &Names,
) -> TokenStream {
    let RequestParameter { setter, source } = parameter;
    let start = &names.start;
    match source {
        Source::Argument(value) => quote_spanned!(value.span()=> #start.#setter(&(#value));),
        Source::Parameter { name, shape } => {
            let fitted = quote!(#runtime::fit!(#start.#setter(#name.#shape)););
            function.about(name, &fitted)
        }
    }
}

/// Asks a value of this type for its usage.
fn usage(
    call: &ModelCall,
    reporting: Option<&Type>,
    function: &Function,
    names: &Names,
) -> Option<TokenStream> {
    let Names { value, end, .. } = names;
    let runtime = &call.common.runtime;
    match &call.usage {
        UsageArg::Manual | UsageArg::None => None,
        UsageArg::Report => {
            // The compiler points at the returned type where that does not report.
            let span = reporting.map_or_else(|| function.signature.ident.span(), Spanned::span);
            let value = blamed_at(value, span);
            Some(quote_spanned!(span=> #end.report(#value);))
        }
        UsageArg::Function(usage) => {
            let reported = quote_spanned! {usage.span()=>
                #end.report(&#runtime::ask(#value, #usage));
            };
            Some(quote! {
                if let ::core::option::Option::Some(#value) = #runtime::success!(#value) {
                    #reported
                }
            })
        }
    }
}
