//! What was written in the helper attribute of a field, `#[usage(…)]` or `#[request(…)]`.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Attribute, ExprPath, Field, Meta};

use super::Words;
use crate::arguments::{Arguments, Hints, Value};
use crate::diagnostics::Diagnostics;
use crate::paths::path_of;

/// What a field reports, according to its attributes and its name.
pub(crate) enum FieldRole {
    /// A concept of the sink, through a conversion where one is given.
    Concept {
        concept: &'static str,
        with: Option<ExprPath>,
    },
    /// A field whose type reports itself, and the word that was written for it.
    Nested(Ident),
    /// A function of the field and the sink.
    With(ExprPath),
    /// Nothing.
    Ignored,
}

impl FieldRole {
    pub(super) fn parse(words: &Words, field: &Field, errors: &mut Diagnostics) -> Self {
        let mut arguments = read(words, &field.attrs, errors);
        let with = arguments
            .take_expression("with", errors)
            .and_then(|(_, path)| path_of(&path, "with", "my_report", errors));
        let mut roles: Vec<(Ident, Self)> = Vec::new();
        for (concept, _) in words.concepts {
            let key = flag(words, &mut arguments, concept, errors);
            let with = with.clone();
            roles.extend(key.map(|key| (key, Self::Concept { concept, with })));
        }
        for name in words.nested {
            let key = flag(words, &mut arguments, name, errors);
            roles.extend(key.map(|key| (key.clone(), Self::Nested(key))));
        }
        let key = flag(words, &mut arguments, "skip", errors);
        roles.extend(key.map(|key| (key, Self::Ignored)));
        let concepts = words.concepts.iter().map(|(concept, _)| *concept);
        let nested = words.nested.iter().copied();
        let synonyms: Vec<_> = words
            .well_known
            .iter()
            .chain(words.synonyms)
            .copied()
            .collect();
        let hints = Hints {
            synonyms: &synonyms,
            ..Hints::default()
        };
        let known = concepts.chain(nested).chain(["skip", "with"]);
        arguments.finish(known, hints, errors);

        let mut roles = roles.into_iter();
        let Some((first, role)) = roles.next() else {
            return match with {
                Some(with) => Self::With(with),
                None => Self::of_well_known(words, field, errors),
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
                    "`with` says how the field reports, which excludes `{key}`; keep one of them"
                ),
            );
            return Self::Ignored;
        }
        if let Self::Concept {
            concept,
            with: None,
        } = role
            && let Some(mismatch) = (words.shape)(concept).mismatch(&field.ty)
        {
            let attribute = words.attribute;
            errors.error(
                &field.ty,
                format!(
                    "`{concept}` {mismatch}; convert it with `#[{attribute}({concept}, with = path)]`"
                ),
            );
            return Self::Ignored;
        }
        role
    }

    /// What a field reports because of its name.
    fn of_well_known(words: &Words, field: &Field, errors: &mut Diagnostics) -> Self {
        let Some(name) = field.ident.as_ref().map(Ident::unraw) else {
            return Self::Ignored;
        };
        let known = words.well_known.iter().find(|(known, _)| name == *known);
        let Some((_, concept)) = known else {
            return Self::Ignored;
        };
        if let Some(mismatch) = (words.shape)(concept).mismatch(&field.ty) {
            let attribute = words.attribute;
            let is_concept = if name == *concept {
                String::new()
            } else {
                format!(" is `{concept}`, which")
            };
            errors.error(
                &field.ty,
                format!(
                    "a field called `{name}`{is_concept} {mismatch}; leave it out with \
                     `#[{attribute}(skip)]`, or convert it with `#[{attribute}({concept}, with = path)]`"
                ),
            );
            return Self::Ignored;
        }
        Self::Concept {
            concept,
            with: None,
        }
    }
}

fn flag(
    words: &Words,
    arguments: &mut Arguments,
    name: &str,
    errors: &mut Diagnostics,
) -> Option<Ident> {
    let argument = arguments.take(name)?;
    if !matches!(argument.value, Value::Flag) {
        let attribute = words.attribute;
        errors.error(
            &argument.key,
            format!("`{name}` takes no value; write `#[{attribute}({name})]`"),
        );
    }
    Some(argument.key)
}

/// The arguments of all helper attributes of a type or a field.
pub(crate) fn read(words: &Words, attributes: &[Attribute], errors: &mut Diagnostics) -> Arguments {
    let Words {
        attribute: name,
        example,
        ..
    } = words;
    let mut tokens = TokenStream::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name))
    {
        match &attribute.meta {
            Meta::List(list) => {
                if !tokens.is_empty() {
                    let comma = Punct::new(',', Spacing::Alone);
                    tokens.extend([TokenTree::Punct(comma)]);
                }
                let written = list.tokens.clone().into_iter().collect::<Vec<_>>();
                let ends_in_comma = matches!(
                    written.last(),
                    Some(TokenTree::Punct(punct)) if punct.as_char() == ','
                );
                let kept = written.len() - usize::from(ends_in_comma);
                tokens.extend(written.into_iter().take(kept));
            }
            other => errors.error(
                other,
                format!("`{name}` takes a list; write `#[{name}({example})]`"),
            ),
        }
    }
    Arguments::parse(words.attribute_name, &[], tokens, errors)
}

/// The sink's method for a concept.
pub(crate) fn method_of(words: &Words, concept: &str) -> Ident {
    let known = words.concepts.iter().find(|(known, _)| *known == concept);
    Ident::new(
        known.map_or(concept, |(_, method)| method),
        Span::call_site(),
    )
}
