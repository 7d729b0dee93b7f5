//! The tokens that all derives of reports consist of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, GenericParam, Generics, Member};

use super::{Field, FieldRole, Variant, Words};
use crate::statements::blamed_at;
use crate::tokens;

/// What one derive adds to what they have in common.
pub(crate) struct Expansion<'a> {
    pub(crate) words: &'a Words,
    /// Path to all that an expansion may name.
    pub(crate) runtime: &'a TokenStream,
    pub(crate) variants: &'a [Variant],
    /// The type of the sink.
    pub(crate) sink_type: &'static str,
    pub(crate) sink: Ident,
    /// What is said of the type itself.
    pub(crate) opening: TokenStream,
    /// Says a field that is a concept, by its converted value.
    pub(crate) concept: &'a dyn Fn(&Variant, &Field, &str, TokenStream) -> TokenStream,
    /// What stands around the statements of a variant.
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
    let generics = bounded(expansion, &trait_name, input);
    let (implemented, arguments, bounds) = generics.split_for_impl();
    let arms = variants.iter().map(|variant| arm(expansion, variant));
    let is_silent = variants.iter().all(|variant| variant.fields.is_empty());
    let body = if is_silent {
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

/// What the user says of lints holds for what is derived too, as in the compiler's own derives.
fn levels(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    let levels = ["allow", "warn", "deny", "forbid"];
    attributes
        .iter()
        .filter(move |attribute| levels.iter().any(|level| attribute.path().is_ident(level)))
}

/// A name as the derive says it: that the user has deprecated it is no matter here.
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
        concept: say,
        ..
    } = expansion;
    let span = field.ty.span();
    let binding = &field.binding;
    match &field.role {
        FieldRole::Nested(_) => {
            let value = blamed_at(binding, span);
            let trait_name = Ident::new(words.trait_name, span);
            quote_spanned!(span=> #runtime::#trait_name::report(#value, #sink);)
        }
        FieldRole::With(path) => quote_spanned!(path.span()=> #path(#binding, #sink);),
        FieldRole::Silent => TokenStream::new(),
        FieldRole::Concept { concept, .. } => say(variant, field, concept, value_of(field)),
    }
}

/// The value of a field that is a concept, converted where the user says how.
pub(crate) fn value_of(field: &Field) -> TokenStream {
    let Field {
        binding, ty, role, ..
    } = field;
    match role {
        FieldRole::Concept {
            with: Some(path), ..
        } => quote_spanned!(path.span()=> #path(#binding)),
        _ => blamed_at(binding, ty.span()),
    }
}

/// Asks of a nested field's type to report where it depends on the type's parameters. One that has the type itself in it
/// is left out: to know whether that reports, the compiler would ask without end.
fn bounded(expansion: &Expansion<'_>, trait_name: &Ident, input: &DeriveInput) -> Generics {
    let mut generics = input.generics.clone();
    let itself = [input.ident.clone(), Ident::new("Self", Span::call_site())];
    let parameters: Vec<Ident> = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.clone()),
            GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
        })
        .collect();
    let runtime = expansion.runtime;
    let variants = expansion.variants.iter();
    for field in variants.flat_map(|variant| &variant.fields) {
        let ty = field.ty.to_token_stream();
        let mut names = parameters.iter();
        let mut own_names = itself.iter();
        let is_open = names.any(|name| tokens::mentions(&ty, name))
            && !own_names.any(|name| tokens::name_type(&ty, name));
        if matches!(field.role, FieldRole::Nested(_)) && is_open {
            let clause = generics.make_where_clause();
            clause
                .predicates
                .push(syn::parse_quote!(#ty: #runtime::#trait_name));
        }
    }
    generics
}
