//! The tokens of an `#[llm_span]`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::args::UsageArg;
use super::model::{ModelCall, Request, RequestParameter};
use crate::expressions::text_literal;
use crate::function::Function;
use crate::names::Names;
use crate::rewrite::{Rewrite, Streaming};
use crate::statements::{self, Conclusion, with_error_span};

pub(super) fn expand(call: &ModelCall, function: &Function) -> TokenStream {
    let names = Names::new();
    let runtime = &call.common.runtime;
    let operation = call.operation;
    let name = function.source_name().unraw().to_string();
    let manual = matches!(call.usage, UsageArg::Manual).then(|| quote!(.manual_usage()));
    let stream = function.stream(call.common.stream);
    let with_stream = stream.as_ref().map(|_| {
        let expects_usage = !matches!(call.usage, UsageArg::None);
        quote!(.stream(#expects_usage))
    });
    let mut identity = statements::origin(&call.common, &names);
    // A literal is part of the static.
    let known_provider = text_literal(&call.provider.value);
    if known_provider.is_none() {
        let statement = statements::set("provider", &call.provider.value, &names);
        identity.push((call.provider.key, statement));
    }
    let provider = known_provider.map(|provider| quote!(.provider(#provider)));
    let known_model = call
        .model
        .as_ref()
        .and_then(|model| text_literal(&model.value));
    if let (Some(model), None) = (&call.model, known_model) {
        let statement = statements::set("model", &model.value, &names);
        let statement = match &model.parameter {
            Some(parameter) => function.under_conditions_of(parameter, &statement),
            None => statement,
        };
        identity.push(("model", statement));
    }
    let model = known_model.map(|model| quote!(.model(#model)));
    let content = statements::known_content(&call.common);
    let parent = statements::known_parent(&call.common);
    identity.extend(statements::content(&call.common, &names));
    let callsite = quote! {
        model_call(#operation, #name) #provider #model #manual #content #parent #with_stream
    };
    let endpoint = call.endpoint.iter();
    identity.extend(
        endpoint.map(|endpoint| ("endpoint", statements::set("endpoint", endpoint, &names))),
    );

    let mut details = explicit_parameters(call, &names);
    let content = call.content.iter();
    details.extend(content.map(|(name, value)| (*name, statements::set(name, value, &names))));
    details.extend(
        call.prompt
            .iter()
            .flat_map(|prompt| prompt.statements(&names)),
    );
    details.extend(statements::attributes(&call.common, &names));
    let mut by_name = parameters_by_name(call, function, &names);
    let mut details = call.common.order.of(details);
    if let Some(request) = &call.request {
        by_name = vec![with_request(request, &by_name, &details, &names)];
        details.clear();
    }

    let conclude = |asked, classes| statements::conclude(&call.common, asked, classes, &names);
    let (mut conclusion, stream) = match stream {
        Some(form) => {
            // A stream itself reports nothing; its items do.
            let (own, of_items) = function.error_classes_of_stream(&form);
            let mut inspect = vec![conclude(form.item.as_ref(), of_items)];
            let chunk = form.chunk().or(function.success_type());
            inspect.extend(usage(call, chunk, function, &names));
            (
                vec![Conclusion::Other(conclude(function.value_type(), own))],
                Some(Streaming { form, inspect }),
            )
        }
        None => {
            let mut conclusion = vec![statements::finish(&call.common, function, &names)];
            let usage = usage(call, function.success_type(), function, &names);
            conclusion.extend(usage.map(Conclusion::Other));
            (conclusion, None)
        }
    };
    conclusion.extend(statements::result(&call.common, &names).map(Conclusion::Other));

    Rewrite {
        function,
        names: &names,
        runtime,
        callsite,
        identity: call.common.order.of(identity),
        by_name,
        details,
        conclusion,
        stream,
        is_boxed: call.common.is_boxed,
    }
    .expand()
}

/// Evaluates the request once: asks it for the model before the span starts, and for everything else if the span is
/// recorded. What it reports takes precedence over parameters by their names.
fn with_request(
    request: &Request,
    by_name: &[TokenStream],
    details: &[TokenStream],
    names: &Names,
) -> TokenStream {
    let start = &names.start;
    let Request {
        value,
        gives_model,
        except,
    } = request;
    let span = value.span();
    let request = Ident::new("__genai_request", Span::mixed_site());
    let asked = with_error_span(&request, span);
    let asked_for_model = gives_model.then(|| quote_spanned!(span=> #start.request_model(#asked);));
    let asked = quote_spanned!(span=> #start.request(#asked, &[#(#except),*]););
    // As the scrutinee of a `match`, the expression's temporaries live long enough.
    quote! {
        match &(#value) {
            #request => {
                #asked_for_model
                #(#by_name)*
                if #start.open() { #asked #(#details)* }
            }
        }
    }
}

fn explicit_parameters(call: &ModelCall, names: &Names) -> Vec<(&'static str, TokenStream)> {
    let start = &names.start;
    let explicit = call
        .parameters
        .iter()
        .filter_map(|parameter| match parameter {
            RequestParameter::Argument { key, setter, value } => {
                let statement = quote_spanned!(value.span()=> #start.#setter(&(#value)););
                Some((*key, statement))
            }
            RequestParameter::Parameter { .. } => None,
        });
    explicit.collect()
}

/// Records parameters whose names are those of request parameters; each that has a `#[cfg]` in a statement of its own.
fn parameters_by_name(call: &ModelCall, function: &Function, names: &Names) -> Vec<TokenStream> {
    let start = &names.start;
    let runtime = &call.common.runtime;
    let mut certain = Vec::new();
    let mut statements = Vec::new();
    for parameter in &call.parameters {
        let RequestParameter::Parameter { name, shape } = parameter else {
            continue;
        };
        if function.is_conditional(name) {
            statements.push(
                function.under_conditions_of(name, &quote!(#runtime::fit!(#start, #name.#shape);)),
            );
        } else {
            certain.push(quote!(#name.#shape));
        }
    }
    if !certain.is_empty() {
        statements.push(quote!(#runtime::fit!(#start, #(#certain),*);));
    }
    statements
}

/// Asks a value of the type `reporting` for its usage.
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
            // If the returned type does not report, rustc points at it.
            let span = reporting.map_or_else(|| function.signature.ident.span(), Spanned::span);
            let value = with_error_span(value, span);
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
