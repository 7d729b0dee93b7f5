//! What a `#[derive(UsageReport)]` means.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use super::args::{ContainerArgs, WORDS};
use crate::derive::{self, Field, Variant};
use crate::diagnostics::Diagnostics;
use crate::paths;

/// What a type reports.
pub(super) struct Report {
    /// Path to the module that holds everything an expansion may name.
    pub(super) runtime: TokenStream,
    pub(super) separate_cache: bool,
    pub(super) variants: Vec<Variant>,
}

impl Report {
    pub(super) fn new(input: &DeriveInput, errors: &mut Diagnostics) -> Self {
        let container = ContainerArgs::parse(&input.attrs, errors);
        // After an error the type is still implemented, so that its uses cause no further errors.
        let variants = derive::variants(&WORDS, input, errors).unwrap_or_default();
        for variant in &variants {
            check_choice_index(&variant.fields, errors);
        }
        Self {
            runtime: paths::runtime(container.runtime),
            separate_cache: container.separate_cache,
            variants,
        }
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
