//! Arguments with well-known values: a literal that is nearly one of them is refused.

use genai_semconv::nearest::nearest;
use genai_semconv::value;
use syn::Expr;

use crate::diagnostics::Diagnostics;
use crate::expressions::text_literal;

/// The well-known values of an argument.
pub(crate) struct KnownValues {
    /// The argument, as messages call it.
    what: &'static str,
    values: &'static [&'static str],
    /// Values of earlier releases, and their replacements.
    renamed: &'static [(&'static str, &'static str)],
    /// Common names for the values, reduced to lower-case letters and digits.
    aliases: &'static [(&'static str, &'static str)],
}

pub(crate) const PROVIDERS: KnownValues = KnownValues {
    renamed: value::RENAMED_PROVIDERS,
    aliases: value::PROVIDER_ALIASES,
    ..KnownValues::new("provider", value::PROVIDERS)
};

pub(crate) const OUTPUT_TYPES: KnownValues = KnownValues::new("output type", value::OUTPUT_TYPES);

pub(crate) const TOOL_TYPES: KnownValues = KnownValues::new("tool type", value::TOOL_TYPES);

impl KnownValues {
    const fn new(what: &'static str, values: &'static [&'static str]) -> Self {
        Self {
            what,
            values,
            renamed: &[],
            aliases: &[],
        }
    }

    /// Refuses a literal that is nearly a well-known value; any other value is accepted.
    pub(crate) fn check(&self, expression: &Expr, errors: &mut Diagnostics) {
        let Some(literal) = text_literal(expression) else {
            return;
        };
        let what = self.what;
        let written = literal.value();
        if written.trim().is_empty() {
            errors.error(literal, format!("{what} is empty"));
        } else if let Some((_, replacement)) = self.renamed.iter().find(|(old, _)| *old == written)
        {
            errors.error(
                literal,
                format!("{what} `{written}` was renamed to `{replacement}`"),
            );
        } else if let Some(meant) = self.meant(&written) {
            errors.error(
                literal,
                format!("unknown {what} `{written}`; did you mean `{meant}`?"),
            );
        }
    }

    /// The well-known value that was probably meant.
    fn meant(&self, written: &str) -> Option<&'static str> {
        if self.values.contains(&written) {
            return None;
        }
        let letters = letters(written);
        if let Some((_, meant)) = self.aliases.iter().find(|(alias, _)| *alias == letters) {
            return Some(meant);
        }
        let near = nearest(written, self.values.iter().copied())?;
        (!is_short_name_of_another(written, near)).then_some(near)
    }
}

/// Whether a short word that differs in a letter is more likely another name than a misspelling: `z_ai` is not `x_ai`.
/// Differences in case and separators are misspellings.
fn is_short_name_of_another(written: &str, near: &str) -> bool {
    let (written, near) = (letters(written), letters(near));
    written.len() == near.len() && written.len() <= 4 && written != near
}

/// A word's letters and digits, in lower case.
fn letters(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::PROVIDERS;

    #[test]
    fn common_names_of_providers_lead_to_those_of_the_conventions() {
        for (written, expected) in [
            ("mistral", Some("mistral_ai")),
            ("Azure OpenAI", Some("azure.ai.openai")),
            ("amazon-bedrock", Some("aws.bedrock")),
            ("antropic", Some("anthropic")),
            ("mistral_ai", None),
            ("z_ai", None),
            ("llama.cpp", None),
        ] {
            assert_eq!(PROVIDERS.meant(written), expected, "{written}");
        }
    }
}
