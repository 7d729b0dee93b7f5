//! What was written in `#[usage(…)]`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Meta, Path};

use crate::arguments::{Arguments, Value};
use crate::common::{path_of, text_literal};
use crate::diagnostics::Diagnostics;

/// What a field can be, as it is written, and the sink's method for it.
pub(super) const CONCEPTS: [(&str, &str); 13] = [
    ("response_id", "id"),
    ("response_model", "model"),
    ("finish_reason", "next_finish_reason"),
    ("choice_index", "finish_reason"),
    ("text", "text"),
    ("reasoning", "reasoning"),
    ("input_tokens", "input_tokens"),
    ("output_tokens", "output_tokens"),
    ("cache_read_tokens", "cache_read_tokens"),
    ("cache_write_tokens", "cache_write_tokens"),
    ("reasoning_tokens", "reasoning_tokens"),
    ("service_tier", "service_tier"),
    ("system_fingerprint", "system_fingerprint"),
];

/// Field names of well-known providers and what they are.
const WELL_KNOWN: [(&str, &str); 20] = [
    ("input_tokens", "input_tokens"),
    ("prompt_tokens", "input_tokens"),
    ("prompt_token_count", "input_tokens"),
    ("prompt_eval_count", "input_tokens"),
    ("output_tokens", "output_tokens"),
    ("completion_tokens", "output_tokens"),
    ("candidates_token_count", "output_tokens"),
    ("eval_count", "output_tokens"),
    ("cached_tokens", "cache_read_tokens"),
    ("cache_read_tokens", "cache_read_tokens"),
    ("cache_read_input_tokens", "cache_read_tokens"),
    ("cached_content_token_count", "cache_read_tokens"),
    ("cache_write_tokens", "cache_write_tokens"),
    ("cache_creation_input_tokens", "cache_write_tokens"),
    ("reasoning_tokens", "reasoning_tokens"),
    ("thoughts_token_count", "reasoning_tokens"),
    ("finish_reason", "finish_reason"),
    ("stop_reason", "finish_reason"),
    ("service_tier", "service_tier"),
    ("system_fingerprint", "system_fingerprint"),
];

/// What a field's attributes and name say that it is.
pub(super) enum FieldRole {
    /// A concept of the sink, through a conversion where one is given.
    Concept {
        concept: &'static str,
        with: Option<Path>,
    },
    /// A value that reports itself; `nested` and `each` differ only in what the reader is told.
    Nested(Ident),
    /// A function of the field and the sink.
    With(Path),
    /// Nothing.
    Silent,
}

/// What a type's own attributes say.
#[derive(Default)]
pub(super) struct ContainerArgs {
    /// Cached tokens are counted apart from the input.
    pub(super) separate_cache: bool,
    pub(super) runtime: Option<Path>,
}

impl ContainerArgs {
    pub(super) fn parse(attributes: &[Attribute], errors: &mut Diagnostics) -> Self {
        let mut arguments = read(attributes, errors);
        let mut args = Self::default();
        if let Some((_, cache)) = arguments.take_expression("cache", errors) {
            match text_literal(&cache).map(syn::LitStr::value).as_deref() {
                Some("separate") => args.separate_cache = true,
                Some("included") => {}
                _ => errors.error(&cache, "`cache` is one of `\"separate\"`, `\"included\"`"),
            }
        }
        if let Some((_, path)) = arguments.take_expression("crate", errors) {
            args.runtime = path_of(path, "crate", "::my_crate::genai_runtime", errors);
        }
        arguments.finish(["cache", "crate"], errors);
        args
    }
}

impl FieldRole {
    pub(super) fn parse(
        attributes: &[Attribute],
        name: Option<&Ident>,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut arguments = read(attributes, errors);
        let with = arguments
            .take_expression("with", errors)
            .and_then(|(_, path)| path_of(path, "with", "my_report", errors));
        let mut roles: Vec<(Ident, Self)> = Vec::new();
        for (concept, _) in CONCEPTS {
            let key = flag(&mut arguments, concept, errors);
            roles.extend(key.map(|key| {
                (
                    key,
                    Self::Concept {
                        concept,
                        with: with.clone(),
                    },
                )
            }));
        }
        for name in ["nested", "each"] {
            let key = flag(&mut arguments, name, errors);
            roles.extend(key.map(|key| (key.clone(), Self::Nested(key))));
        }
        let key = flag(&mut arguments, "skip", errors);
        roles.extend(key.map(|key| (key, Self::Silent)));
        let other = ["nested", "each", "skip", "with"];
        arguments.finish(
            CONCEPTS
                .map(|(concept, _)| concept)
                .into_iter()
                .chain(other),
            errors,
        );

        let mut roles = roles.into_iter();
        let Some((first, role)) = roles.next() else {
            return match with {
                Some(with) => Self::With(with),
                None => name.map_or(Self::Silent, Self::of_well_known),
            };
        };
        for (second, _) in roles {
            errors.error(
                &second,
                format!("a field is either `{first}` or `{second}`; keep one of them"),
            );
        }
        if let (Self::Nested(key), Some(with)) = (&role, &with) {
            errors.error(
                with,
                format!(
                    "`with` says how the field reports, so `{key}` has no place; keep one of them"
                ),
            );
        }
        role
    }

    fn of_well_known(name: &Ident) -> Self {
        let name = name.to_string();
        let known = WELL_KNOWN
            .iter()
            .find(|(known, _)| name.trim_start_matches("r#") == *known);
        known.map_or(Self::Silent, |(_, concept)| Self::Concept {
            concept,
            with: None,
        })
    }
}

fn flag(arguments: &mut Arguments, name: &str, errors: &mut Diagnostics) -> Option<Ident> {
    let argument = arguments.take(name)?;
    if !matches!(argument.value, Value::Flag) {
        errors.error(
            &argument.key,
            format!("`{name}` takes no value; write `#[usage({name})]`"),
        );
    }
    Some(argument.key)
}

fn read(attributes: &[Attribute], errors: &mut Diagnostics) -> Arguments {
    let mut tokens = TokenStream::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("usage"))
    {
        match &attribute.meta {
            Meta::List(list) => {
                if !tokens.is_empty() {
                    let comma = proc_macro2::Punct::new(',', proc_macro2::Spacing::Alone);
                    tokens.extend([proc_macro2::TokenTree::Punct(comma)]);
                }
                let written = list.tokens.clone().into_iter().collect::<Vec<_>>();
                let ends_in_comma = matches!(
                    written.last(),
                    Some(proc_macro2::TokenTree::Punct(punct)) if punct.as_char() == ','
                );
                let kept = written.len() - usize::from(ends_in_comma);
                tokens.extend(written.into_iter().take(kept));
            }
            other => errors.error(
                other,
                "`usage` takes a list; write `#[usage(input_tokens)]`",
            ),
        }
    }
    Arguments::parse("#[usage]", &[], tokens, errors)
}

/// The sink's method for a concept.
pub(super) fn method_of(concept: &str) -> Ident {
    let known = CONCEPTS.iter().find(|(known, _)| *known == concept);
    Ident::new(
        known.map_or(concept, |(_, method)| method),
        Span::call_site(),
    )
}
