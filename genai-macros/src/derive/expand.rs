//! The tokens of all derives of reports.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Generics, Member};

use super::{Field, FieldRole, Variant, Words};
use crate::statements::with_error_span;
use crate::tokens;

/// The parts of one derive.
pub(crate) struct Expansion<'a> {
    pub(crate) words: &'a Words,
    /// Path to the module that holds everything an expansion may name.
    pub(crate) runtime: &'a TokenStream,
    pub(crate) variants: &'a [Variant],
    /// The type of the sink.
    pub(crate) sink_type: &'static str,
    pub(crate) sink: Ident,
    /// Statements about the type itself.
    pub(crate) opening: TokenStream,
    /// Makes the statement that reports a concept, from its converted value.
    pub(crate) concept: &'a dyn Fn(&Variant, &Field, &str, TokenStream) -> TokenStream,
    /// Wraps the statements of a variant.
    pub(crate) around: &'a dyn Fn(&Variant, TokenStream) -> TokenStream,
}

pub(crate) fn expand(expansion: &Expansion<'_>, input: &DeriveInput) -> TokenStream {
    let Expansion {
        words,
        runtime,
        variants,
        sink_type,
        sink,
        opening,
        ..
    } = expansion;
    let name = derived(&input.ident);
    let trait_name = Ident::new(words.trait_name, Span::call_site());
    let sink_type = Ident::new(sink_type, Span::call_site());
    let generics = bounded(expansion, input);
    let (implemented, arguments, bounds) = generics.split_for_impl();
    let arms = variants.iter().map(|variant| arm(expansion, variant));
    let reports_nothing = variants.iter().all(|variant| variant.fields.is_empty());
    let body = if reports_nothing {
        quote!(let _ = #sink;)
    } else {
        quote!(match self { #(#arms)* })
    };
    let levels = levels(&input.attrs);
    quote! {
        #[automatically_derived]
        #(#levels)*
        impl #implemented #runtime::#trait_name for #name #arguments #bounds {
            fn report(&self, #sink: &mut #runtime::#sink_type<'_>) {
                #opening
                #body
            }
        }
    }
}

/// Lint levels of the type apply to the derived impl, as in the built-in derives.
fn levels(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    let levels = ["allow", "warn", "deny", "forbid"];
    attributes
        .iter()
        .filter(move |attribute| levels.iter().any(|level| attribute.path().is_ident(level)))
}

/// A name with a macro span, so that using a deprecated item does not set off `deprecated`.
fn derived(name: &Ident) -> Ident {
    let span = Span::call_site().located_at(name.span());
    let mut derived = name.clone();
    derived.set_span(span);
    derived
}

fn arm(expansion: &Expansion<'_>, variant: &Variant) -> TokenStream {
    let Variant { path, fields } = variant;
    let bindings = fields.iter().map(
        |Field {
             member, binding, ..
         }| {
            let member = match member {
                Member::Named(name) => Member::Named(derived(name)),
                Member::Unnamed(position) => Member::Unnamed(position.clone()),
            };
            quote!(#member: #binding,)
        },
    );
    let statements = fields
        .iter()
        .map(|field| statement(expansion, variant, field));
    let statements = (expansion.around)(variant, quote!(#(#statements)*));
    quote!(#path { #(#bindings)* .. } => { #statements })
}

fn statement(expansion: &Expansion<'_>, variant: &Variant, field: &Field) -> TokenStream {
    let Expansion {
        words,
        runtime,
        sink,
        concept,
        ..
    } = expansion;
    let span = field.ty.span();
    let binding = &field.binding;
    match &field.role {
        FieldRole::Nested(_) => {
            let value = with_error_span(binding, span);
            let trait_name = Ident::new(words.trait_name, span);
            quote_spanned!(span=> #runtime::#trait_name::report(#value, #sink);)
        }
        FieldRole::With(path) => quote_spanned!(path.span()=> #path(#binding, #sink);),
        FieldRole::Ignored => TokenStream::new(),
        FieldRole::Concept { concept: name, .. } => concept(variant, field, name, value_of(field)),
    }
}

/// The value of a concept's field, converted if the user gives a function.
pub(crate) fn value_of(field: &Field) -> TokenStream {
    let Field {
        binding, ty, role, ..
    } = field;
    match role {
        FieldRole::Concept {
            with: Some(path), ..
        } => quote_spanned!(path.span()=> #path(#binding)),
        _ => with_error_span(binding, ty.span()),
    }
}

/// Adds a bound on the type of each reporting field that mentions a type parameter and is not converted. A field of a
/// recursive type is left out: its bound would make trait resolution overflow.
fn bounded(expansion: &Expansion<'_>, input: &DeriveInput) -> Generics {
    let mut generics = input.generics.clone();
    let itself = [input.ident.clone(), Ident::new("Self", Span::call_site())];
    let parameters: Vec<Ident> = generics
        .type_params()
        .map(|parameter| parameter.ident.clone())
        .collect();
    let Expansion { words, runtime, .. } = expansion;
    let variants = expansion.variants.iter();
    for field in variants.flat_map(|variant| &variant.fields) {
        let trait_name = match &field.role {
            FieldRole::Nested(_) => words.trait_name,
            FieldRole::Concept {
                concept,
                with: None,
            } => (words.shape)(concept).trait_name(),
            FieldRole::Concept { .. } | FieldRole::With(_) | FieldRole::Ignored => continue,
        };
        let ty = field.ty.to_token_stream();
        let mut names = parameters.iter();
        let mut own_names = itself.iter();
        let is_open = names.any(|name| tokens::mentions(&ty, name))
            && !own_names.any(|name| tokens::name_type(&ty, name));
        if is_open {
            let trait_name = Ident::new(trait_name, Span::call_site());
            let clause = generics.make_where_clause();
            clause
                .predicates
                .push(syn::parse_quote!(#ty: #runtime::#trait_name));
        }
    }
    generics
}
