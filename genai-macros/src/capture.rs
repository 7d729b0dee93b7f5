//! `content = …`: whether the content of calls is captured, and on which signals.

use genai_semconv::nearest::nearest;
use proc_macro2::{Ident, Span};
use syn::Expr;

use crate::arguments::Arguments;
use crate::diagnostics::Diagnostics;
use crate::expressions::bare;
use crate::function::Function;

/// `content = …`
pub(crate) enum ContentArg {
    /// A word, as the variant of the runtime's enum.
    Word(Ident),
    /// An expression that decides for each call.
    Expression(Expr),
}

/// The words of `content`, and the variants that they stand for.
const CAPTURES: [(&str, &str); 4] = [
    ("off", "NoContent"),
    ("span", "SpanOnly"),
    ("event", "EventOnly"),
    ("both", "SpanAndEvent"),
];

impl ContentArg {
    pub(crate) fn take(
        arguments: &mut Arguments,
        function: &Function,
        errors: &mut Diagnostics,
    ) -> Option<Self> {
        let (_, value) = arguments.take_expression("content", errors)?;
        let name = match bare(&value) {
            Expr::Path(path) => path.path.get_ident(),
            _ => None,
        };
        if let Some(name) = name {
            let written = name.to_string();
            if let Some((_, capture)) = CAPTURES.iter().find(|(word, _)| *word == written) {
                return Some(Self::Word(Ident::new(capture, Span::call_site())));
            }
            let words = CAPTURES.map(|(word, _)| word);
            if !function.has_parameter(name)
                && let Some(near) = nearest(&written, words)
            {
                errors.error(
                    name,
                    format!("unknown content `{written}`; did you mean `{near}`?"),
                );
                return None;
            }
        }
        if matches!(bare(&value), Expr::Lit(_)) {
            errors.error(
                &value,
                "`content` is `off`, `span`, `event`, `both`, or an expression of the type \
                 `ContentCapture`",
            );
            return None;
        }
        Some(Self::Expression(value))
    }
}
