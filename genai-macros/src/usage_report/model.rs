//! What a `#[derive(UsageReport)]` means: which field of which variant says what.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Member, Type};

use super::args::{ContainerArgs, FieldRole};
use crate::diagnostics::Diagnostics;

/// What a type reports.
pub(super) struct Report {
    /// Path to all that an expansion may name.
    pub(super) runtime: TokenStream,
    pub(super) separate_cache: bool,
    pub(super) variants: Vec<Variant>,
}

/// What one variant of an enum, or a struct, reports.
pub(super) struct Variant {
    /// `Self` or `Self::Variant`
    pub(super) path: TokenStream,
    pub(super) fields: Vec<Field>,
}

/// What one field reports.
pub(super) struct Field {
    pub(super) member: Member,
    /// The variable that it is bound to.
    pub(super) binding: Ident,
    pub(super) ty: Type,
    pub(super) role: FieldRole,
}

impl Report {
    pub(super) fn new(input: &DeriveInput, errors: &mut Diagnostics) -> Option<Self> {
        let container = ContainerArgs::parse(&input.attrs, errors);
        let variants = match &input.data {
            Data::Struct(data) => vec![Variant::new(quote!(Self), &data.fields, errors)],
            Data::Enum(data) => {
                let variants = data.variants.iter();
                variants
                    .map(|variant| {
                        let name = &variant.ident;
                        Variant::new(quote!(Self::#name), &variant.fields, errors)
                    })
                    .collect()
            }
            Data::Union(data) => {
                let message = "`UsageReport` cannot be derived for a union: which field is set is \
                               not known; implement it by hand";
                errors.error(data.union_token, message);
                return None;
            }
        };
        if errors.is_empty() && variants.iter().all(|variant| variant.fields.is_empty()) {
            let name = &input.ident;
            errors.error(
                name,
                format!(
                    "nothing in `{name}` reports token usage; mark a field, for example with \
                     `#[usage(input_tokens)]` or `#[usage(nested)]`"
                ),
            );
        }
        let runtime = container.runtime.map(|path| quote!(#path::__private));
        Some(Self {
            runtime: runtime.unwrap_or_else(|| quote!(::genai_runtime::__private)),
            separate_cache: container.separate_cache,
            variants,
        })
    }

    /// What stands for a report that could not be understood.
    pub(super) fn empty() -> Self {
        Self {
            runtime: quote!(::genai_runtime::__private),
            separate_cache: false,
            variants: Vec::new(),
        }
    }
}

impl Variant {
    fn new(path: TokenStream, fields: &Fields, errors: &mut Diagnostics) -> Self {
        let fields: Vec<Field> = fields
            .iter()
            .zip(fields.members())
            .enumerate()
            .filter_map(|(position, (field, member))| {
                let role = FieldRole::parse(&field.attrs, field.ident.as_ref(), errors);
                let binding = format_ident!("__genai_field_{position}", span = Span::mixed_site());
                let ty = field.ty.clone();
                let reports = !matches!(role, FieldRole::Silent);
                reports.then_some(Field {
                    member,
                    binding,
                    ty,
                    role,
                })
            })
            .collect();
        check_choice_index(&fields, errors);
        Self { path, fields }
    }

    /// The field that says which choice a finish reason belongs to.
    pub(super) fn choice_index(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.is("choice_index"))
    }
}

impl Field {
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(&self.role, FieldRole::Concept { concept, .. } if *concept == name)
    }
}

fn check_choice_index(fields: &[Field], errors: &mut Diagnostics) {
    let mut indexes = fields.iter().filter(|field| field.is("choice_index"));
    let Some(first) = indexes.next() else { return };
    if fields.iter().all(|field| field.is("choice_index")) {
        let message = "`choice_index` says which choice the other fields belong to, and there is \
                       none here; mark one, for example with `#[usage(finish_reason)]`";
        errors.error(&first.member, message);
    }
    for second in indexes {
        errors.error(
            &second.member,
            "`choice_index` is set twice; keep one of them",
        );
    }
}
