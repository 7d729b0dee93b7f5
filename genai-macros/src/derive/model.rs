//! What a derive means: what each field of each variant reports.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Member, Type};

use super::{FieldRole, Words};
use crate::diagnostics::Diagnostics;

/// What one variant of an enum, or a struct, reports.
pub(crate) struct Variant {
    /// `Self` or `Self::Variant`
    pub(crate) path: TokenStream,
    pub(crate) fields: Vec<Field>,
}

/// What one field reports.
pub(crate) struct Field {
    pub(crate) member: Member,
    /// The variable that it is bound to.
    pub(crate) binding: Ident,
    pub(crate) ty: Type,
    pub(crate) role: FieldRole,
}

/// The variants of a type; `None` if the derive does not support it.
pub(crate) fn variants(
    words: &Words,
    input: &DeriveInput,
    errors: &mut Diagnostics,
) -> Option<Vec<Variant>> {
    let variants = match &input.data {
        Data::Struct(data) => vec![Variant::new(words, quote!(Self), &data.fields, errors)],
        Data::Enum(data) => {
            let variants = data.variants.iter();
            variants
                .map(|variant| {
                    let name = &variant.ident;
                    refuse_attributes(words, variant, errors);
                    Variant::new(words, quote!(Self::#name), &variant.fields, errors)
                })
                .collect()
        }
        Data::Union(data) => {
            let trait_name = words.trait_name;
            let message = format!(
                "`{trait_name}` cannot be derived for a union: which field is set is not known; \
                 implement it by hand"
            );
            errors.error(data.union_token, message);
            return None;
        }
    };
    if errors.is_empty() && variants.iter().all(|variant| variant.fields.is_empty()) {
        let name = &input.ident;
        let Words {
            attribute,
            example,
            does,
            ..
        } = words;
        errors.error(
            name,
            format!(
                "nothing in `{name}` {does}; mark a field, for example with \
                 `#[{attribute}({example})]` or `#[{attribute}(nested)]`"
            ),
        );
    }
    Some(variants)
}

/// Refuses helper attributes on a variant, where they would be ignored.
fn refuse_attributes(words: &Words, variant: &syn::Variant, errors: &mut Diagnostics) {
    let Words {
        attribute: own,
        attribute_name,
        ..
    } = words;
    let mut attributes = variant.attrs.iter();
    if let Some(attribute) = attributes.find(|attribute| attribute.path().is_ident(own)) {
        let name = &variant.ident;
        errors.error(
            &attribute.meta,
            format!(
                "`{attribute_name}` goes on a field; put it inside of `{name}`, before the field"
            ),
        );
    }
}

impl Variant {
    fn new(words: &Words, path: TokenStream, fields: &Fields, errors: &mut Diagnostics) -> Self {
        let fields = fields
            .iter()
            .zip(fields.members())
            .enumerate()
            .filter_map(|(position, (field, member))| {
                let role = FieldRole::parse(words, field, errors);
                let binding = format_ident!("__genai_field_{position}", span = Span::mixed_site());
                let ty = field.ty.clone();
                let reports = !matches!(role, FieldRole::Ignored);
                reports.then_some(Field {
                    member,
                    binding,
                    ty,
                    role,
                })
            })
            .collect();
        Self { path, fields }
    }

    /// The first field that reports this concept.
    pub(crate) fn field(&self, concept: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.is(concept))
    }
}

impl Field {
    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(&self.role, FieldRole::Concept { concept, .. } if *concept == name)
    }
}
