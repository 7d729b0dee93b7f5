//! The grammar of an annotation's arguments: `key = value`, `key(…)` or `key`, in any order.
//!
//! Represents what was written, not what it means. Each key is set once; arguments that are not taken are unknown.

mod attribute;
mod hints;
mod syntax;

use proc_macro2::{Ident, TokenStream};
use syn::Expr;

pub(crate) use attribute::{AttributeArgument, parse_attributes};
pub(crate) use hints::Hints;
pub(crate) use syntax::{Argument, Value};

use crate::diagnostics::Diagnostics;
use crate::macro_names::ANNOTATIONS;
use hints::Meant;

/// The arguments of one annotation that were not taken yet.
pub(crate) struct Arguments {
    macro_name: &'static str,
    pending: Vec<Argument>,
    /// The keys of arguments whose mistakes were reported.
    mistaken: Vec<String>,
    is_readable: bool,
    order: Order,
}

/// The keys in the order in which they were written.
pub(crate) struct Order(Vec<String>);

impl Order {
    /// Statements in the order of their keys; those without a written key come last.
    pub(crate) fn of(&self, mut statements: Vec<(&str, TokenStream)>) -> Vec<TokenStream> {
        let position = |name: &str| self.0.iter().position(|key| key == name);
        statements.sort_by_key(|(key, _)| position(key).unwrap_or(usize::MAX));
        statements
            .into_iter()
            .map(|(_, statement)| statement)
            .collect()
    }
}

/// Mistakes that were reported, which may explain why a required argument is missing.
pub(crate) struct ReportedMistakes {
    is_readable: bool,
    misspelt: Vec<String>,
}

impl ReportedMistakes {
    /// Whether an error that was reported may explain the absence of an argument.
    pub(crate) fn explain_missing(&self, name: &str) -> bool {
        !self.is_readable || self.is_misspelt(name)
    }

    /// Whether an argument was misspelt or mistaken, which was reported.
    pub(crate) fn is_misspelt(&self, name: &str) -> bool {
        self.misspelt.iter().any(|meant| meant == name)
    }
}

impl Arguments {
    /// Parses an annotation's arguments. A key that is written twice is an error; `aliases` are pairs of keys with the
    /// same meaning.
    pub(crate) fn parse(
        macro_name: &'static str,
        aliases: &[(&str, &str)],
        tokens: TokenStream,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut pending: Vec<Argument> = Vec::new();
        let mut unreadable = Diagnostics::default();
        // Attribute macros, unlike derives, have lists of attributes.
        let has_attributes = ANNOTATIONS.iter().any(|name| name.attribute == macro_name);
        if has_attributes && let Some(word) = syntax::first_await(tokens.clone()) {
            let message = "an argument cannot `.await`; take its value as a parameter, or record it in the body";
            errors.error(word, message);
        }
        let arguments = syntax::parse(tokens, has_attributes, &mut unreadable);
        let is_readable = unreadable.is_empty();
        errors.append(unreadable);
        let order = Order(
            arguments
                .iter()
                .map(|argument| argument.key.to_string())
                .collect(),
        );
        for argument in arguments {
            let name = argument.key.to_string();
            let same = |other: &Argument| {
                other.key == name
                    || aliases.iter().any(|(one, two)| {
                        (other.key == one && name == *two) || (other.key == two && name == *one)
                    })
            };
            match pending.iter().find(|other| same(other)) {
                Some(other) if other.key == name => {
                    errors.error(
                        &argument.key,
                        format!("`{name}` is set twice; keep one of them"),
                    );
                }
                Some(other) => errors.error(
                    &argument.key,
                    format!(
                        "`{name}` and `{}` mean the same; keep one of them",
                        other.key
                    ),
                ),
                None => pending.push(argument),
            }
        }
        Self {
            macro_name,
            pending,
            mistaken: Vec::new(),
            is_readable,
            order,
        }
    }

    /// Takes the order in which the keys were written.
    pub(crate) fn take_order(&mut self) -> Order {
        Order(std::mem::take(&mut self.order.0))
    }

    /// Takes the argument of that name.
    pub(crate) fn take(&mut self, name: &str) -> Option<Argument> {
        let position = self
            .pending
            .iter()
            .position(|argument| argument.key == name)?;
        Some(self.pending.remove(position))
    }

    /// Records that the value of an argument is a mistake, which was reported.
    pub(crate) fn mistaken(&mut self, name: &str) {
        self.mistaken.push(name.to_owned());
    }

    /// Whether a mistake in the argument was reported.
    pub(crate) fn is_mistaken(&self, name: &str) -> bool {
        self.mistaken.iter().any(|mistaken| mistaken == name)
    }

    /// Takes the expression of `name = …`.
    pub(crate) fn take_expression(
        &mut self,
        name: &str,
        errors: &mut Diagnostics,
    ) -> Option<(Ident, Expr)> {
        let Argument { key, value } = self.take(name)?;
        match value {
            Value::Expression(expression) => Some((key, *expression)),
            Value::Flag | Value::List(_) => {
                errors.error(&key, format!("`{key}` takes a value; write `{key} = …`"));
                self.mistaken(name);
                None
            }
        }
    }

    /// Takes the expression of `name = …`, if the argument has that form.
    pub(crate) fn take_value(&mut self, name: &str) -> Option<Expr> {
        let position = self.pending.iter().position(|argument| {
            argument.key == name && matches!(argument.value, Value::Expression(_))
        })?;
        match self.pending.remove(position).value {
            Value::Expression(expression) => Some(*expression),
            Value::Flag | Value::List(_) => None,
        }
    }

    /// Takes `name`, if it has no value.
    pub(crate) fn take_flag(&mut self, name: &str) -> Option<Ident> {
        let position = self
            .pending
            .iter()
            .position(|argument| argument.key == name && matches!(argument.value, Value::Flag))?;
        Some(self.pending.remove(position).key)
    }

    /// Takes the tokens inside `name(…)`.
    pub(crate) fn take_list(
        &mut self,
        name: &str,
        example: &str,
        errors: &mut Diagnostics,
    ) -> Option<TokenStream> {
        let Argument { key, value } = self.take(name)?;
        match value {
            Value::List(tokens) if tokens.is_empty() => {
                errors.error(&key, format!("`{key}` is empty; write `{example}`"));
                None
            }
            Value::List(tokens) => Some(tokens),
            Value::Flag | Value::Expression(_) => {
                errors.error(&key, format!("`{key}` takes a list; write `{example}`"));
                None
            }
        }
    }

    /// Reports arguments that were not taken as unknown; `known` are the valid keys.
    pub(crate) fn finish<'a>(
        self,
        known: impl IntoIterator<Item = &'a str>,
        hints: Hints<'_>,
        errors: &mut Diagnostics,
    ) -> ReportedMistakes {
        let known: Vec<&str> = known.into_iter().collect();
        let mut misspelt = self.mistaken;
        for argument in self.pending {
            let key = argument.key.to_string();
            let suggestion = match hints.meant(&key, &known) {
                Meant::Argument(meant) => {
                    misspelt.push(meant.to_owned());
                    format!("; did you mean `{meant}`?")
                }
                Meant::Elsewhere(replacement) => format!("; write {replacement}"),
                Meant::Unknown => {
                    format!("\nhelp: known arguments are `{}`", known.join("`, `"))
                }
            };
            let message = format!(
                "unknown argument `{key}` for `{}`{suggestion}",
                self.macro_name
            );
            errors.error(&argument.key, message);
        }
        ReportedMistakes {
            is_readable: self.is_readable,
            misspelt,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Arguments, Hints};
    use crate::diagnostics::Diagnostics;

    fn messages(tokens: proc_macro2::TokenStream) -> String {
        let mut errors = Diagnostics::default();
        let mut arguments =
            Arguments::parse("#[test]", &[("system", "provider")], tokens, &mut errors);
        arguments.take_expression("model", &mut errors);
        arguments.take_list("skip", "skip(a)", &mut errors);
        arguments.finish(["model", "skip"], Hints::default(), &mut errors);
        errors
            .into_compile_errors()
            .map(|tokens| tokens.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn well_formed_arguments_give_no_error() {
        assert_eq!(
            messages(quote!(model = a::<u8, u16>(b, c), skip(x, y),)),
            ""
        );
        assert_eq!(messages(quote!()), "");
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let found = messages(quote!(model, modle = 1, skip = 2, skip(a), = 3, model = 4));
        for expected in [
            "`model` takes a value; write `model = …`",
            "unknown argument `modle` for `#[test]`; did you mean `model`?",
            "`skip` takes a list; write `skip(a)`",
            "`skip` is set twice; keep one of them",
            "`model` is set twice; keep one of them",
            "expected the name of an argument",
        ] {
            assert!(found.contains(expected), "{expected} is missing in {found}");
        }
    }

    #[test]
    fn aliases_exclude_each_other() {
        let found = messages(quote!(system = "a", provider = "b"));
        assert!(
            found.contains("`provider` and `system` mean the same; keep one of them"),
            "{found}"
        );
    }

    #[test]
    fn a_missing_comma_is_a_mistake() {
        assert!(messages(quote!(model = 1 skip(a))).contains("expected `,`"));
    }
}
