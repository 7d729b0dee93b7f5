//! The tokens of a `#[chain_step]`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Expr;
use syn::ext::IdentExt;

use super::args::Args;
use crate::expressions::text_literal;
use crate::function::Function;
use crate::names::Names;
use crate::rewrite::{Rewrite, Streaming};
use crate::statements::{self, Conclusion};

pub(super) fn expand(args: &Args, function: &Function) -> TokenStream {
    let names = Names::new();
    let common = &args.common;
    let runtime = &common.runtime;
    let kind = Ident::new(args.kind.constructor, Span::call_site());
    let operation = args.operation.map(|operation| quote!(#operation,));
    // A literal name is part of the static.
    let literal = args.name.as_ref().and_then(text_literal);
    let name = literal.map_or_else(
        || function.source_name().unraw().to_string(),
        syn::LitStr::value,
    );
    let stream = function.stream(common.stream);
    let with_stream = stream.as_ref().map(|_| quote!(.stream(false)));
    let content = statements::known_content(common);
    let parent = statements::known_parent(common);
    let callsite = quote!(#kind(#operation #name) #content #parent #with_stream);

    let mut identity = statements::origin(common, &names);
    let computed = args.name.iter().filter(|_| literal.is_none());
    identity.extend(computed.map(|name| ("name", statements::set("name", name, &names))));
    identity.extend(statements::content(common, &names));
    let setter = |(key, value): &(&'static str, Expr)| {
        (*key, statements::set(args.kind.setter(key), value, &names))
    };
    identity.extend(args.identity.iter().map(setter));
    let mut details: Vec<_> = args.details.iter().map(setter).collect();
    details.extend(statements::attributes(common, &names));
    let conclude = |asked, classes| statements::conclude(common, asked, classes, &names);
    let (mut conclusion, stream) = match stream {
        Some(form) => {
            let (own, of_items) = function.error_classes_of_stream(&form);
            let inspect = vec![conclude(form.item.as_ref(), of_items)];
            (
                vec![Conclusion::Other(conclude(function.value_type(), own))],
                Some(Streaming { form, inspect }),
            )
        }
        None => {
            let conclusion = vec![statements::finish(common, function, &names)];
            (conclusion, None)
        }
    };
    let outcome = args.outcome.iter();
    let outcome = outcome.map(|(key, function)| statements::outcome(key, function, common, &names));
    let asked = statements::result(common, &names)
        .into_iter()
        .chain(outcome);
    conclusion.extend(asked.map(Conclusion::Other));

    Rewrite {
        function,
        names: &names,
        runtime,
        callsite,
        identity: common.order.of(identity),
        by_name: Vec::new(),
        details: common.order.of(details),
        conclusion,
        stream,
        is_boxed: common.is_boxed,
    }
    .expand()
}
