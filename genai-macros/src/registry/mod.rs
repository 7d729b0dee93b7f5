//! Checks attributes against the conventions' registry: names, types, values, and the spans that they belong on.

mod annotations;
mod content;
mod literal;
mod names;
mod place;

use genai_semconv::attribute::{Attribute, ERROR_TYPE, attribute, key_in};
use genai_semconv::nearest::nearest;
use genai_semconv::{Profile, ValueType};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

pub(crate) use place::{Place, Set, belongs_on};

use crate::arguments::AttributeArgument;
use crate::diagnostics::Diagnostics;
use crate::expressions::text_literal;

/// Checks the attributes of one annotation, in all of its lists.
pub(crate) fn check(lists: &[&[AttributeArgument]], place: &Place, errors: &mut Diagnostics) {
    // Set by the benchmark that measures the checks.
    if cfg!(genai_unchecked) {
        return;
    }
    let mut seen: Vec<String> = Vec::new();
    for argument in lists.iter().copied().flatten() {
        let key = argument.key.value();
        let name = canonical(&key).to_owned();
        if seen.contains(&name) {
            let message = format!("`{key}` is set twice; keep one of them");
            errors.error(&argument.key, message);
        } else if let Err(message) = check_one(&key, argument, place, errors) {
            errors.error(&argument.key, message);
        }
        seen.push(name);
    }
}

/// One name for an attribute that the profiles name differently.
pub(super) fn canonical(key: &str) -> &str {
    key_in(Profile::Latest, key).unwrap_or(key)
}

/// Checks one attribute. Errors in its value are added to `errors`, those in its key are returned.
fn check_one(
    key: &str,
    argument: &AttributeArgument,
    place: &Place,
    errors: &mut Diagnostics,
) -> Result<(), String> {
    names::check_spelling(key)?;
    let Some(known) = names::find(key, place)? else {
        return Ok(());
    };
    place.check(key, known)?;
    check_value(key, known, &argument.value, errors);
    Ok(())
}

fn check_value(key: &str, known: &Attribute, value: &Expr, errors: &mut Diagnostics) {
    let types: Vec<ValueType> = types_of(known).collect();
    if let Some(found) = literal::kind_of(value)
        && !types.iter().any(|wanted| found.fits(*wanted))
        && let Some(wanted) = types.first()
    {
        let message = format!("`{key}` takes {}, found {}", wanted.name(), found.name());
        errors.error(value, message);
        return;
    }
    let Some(text) = text_literal(value).map(syn::LitStr::value) else {
        return;
    };
    let members = definitions(known).flat_map(|definition| definition.members.iter().copied());
    let members: Vec<&str> = members.collect();
    // Classes of errors are the program's own; the one well-known value is a fallback.
    if known.key != ERROR_TYPE
        && !members.contains(&text.as_str())
        && let Some(near) = nearest(&text, members)
    {
        let message = format!("unknown value `{text}` for `{key}`; did you mean `{near}`?");
        errors.error(value, message);
    }
}

fn definitions(known: &Attribute) -> impl Iterator<Item = &genai_semconv::attribute::Definition> {
    let profiles = [Profile::Latest, Profile::V1_41].into_iter();
    profiles.filter_map(|profile| known.definition(profile))
}

fn types_of(known: &Attribute) -> impl Iterator<Item = ValueType> {
    definitions(known).map(|definition| definition.value_type)
}

/// How the value of a known attribute is typed.
pub(crate) enum Typed {
    /// By the runtime's function for the key, of this name.
    Key(String),
    /// By the type argument of a key below a template.
    Template(TokenStream),
}

/// How the value of a key is typed; `None` for a user's own key, and for structured values, which have many types.
pub(crate) fn typed(key: &str) -> Option<Typed> {
    let known = attribute(key)?;
    match types_of(known).next()? {
        ValueType::StringTemplate => Some(Typed::Template(quote!(::core::primitive::str))),
        ValueType::StringsTemplate => {
            Some(Typed::Template(quote!([&'static ::core::primitive::str])))
        }
        ValueType::String
        | ValueType::Int
        | ValueType::Double
        | ValueType::Boolean
        | ValueType::Strings => Some(Typed::Key(known.key.replace(['.', '-'], "_"))),
        _ => None,
    }
}
