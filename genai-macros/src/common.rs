//! The arguments that both attribute macros take.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprPath, Pat, Token};

use crate::arguments::{Argument, Arguments, AttributeArgument, Order, Value, parse_attributes};
use crate::capture::ContentArg;
use crate::diagnostics::Diagnostics;
use crate::expressions::{bare, text_literal};
use crate::flags;
use crate::function::Function;
use crate::parent;
use crate::paths::{self, crate_path, path_of};
use crate::registry::{self, Place};
use crate::skip;
use crate::stream::StreamArg;
use genai_semconv::nearest::nearest;

/// Keys of the arguments in [`Common`].
pub(crate) const KEYS: [&str; 11] = [
    "attributes",
    "content",
    "result",
    "skip",
    "error_type",
    "parent",
    "attempt",
    "links",
    "stream",
    "boxed",
    "crate",
];

/// An example for messages.
const RESULT: &str = "result(|value| \"app.count\" = value.len())";

/// The arguments of [`KEYS`].
pub(crate) struct Common {
    /// Path to the module that holds everything an expansion may name.
    pub(crate) runtime: TokenStream,
    pub(crate) attributes: Vec<AttributeArgument>,
    pub(crate) result: Option<ResultAttributes>,
    pub(crate) skipped: Vec<Ident>,
    pub(crate) error_type: Option<ExprPath>,
    pub(crate) parent: Option<Expr>,
    /// Whether the content of calls is captured.
    pub(crate) content: Option<ContentArg>,
    /// The number of this attempt, for retries.
    pub(crate) attempt: Option<Expr>,
    /// Contexts of further operations that led to this one.
    pub(crate) links: Option<Expr>,
    pub(crate) stream: StreamArg,
    /// The order in which expressions are evaluated: as written.
    pub(crate) order: Order,
    /// Whether the future of an `async fn` is boxed.
    pub(crate) is_boxed: bool,
}

/// Attributes computed from the returned value: `result(|value| "key" = expression, …)`.
pub(crate) struct ResultAttributes {
    pub(crate) pattern: Pat,
    pub(crate) attributes: Vec<AttributeArgument>,
}

impl Common {
    /// Checks the attributes that the annotation sets, for the span that they are set on.
    pub(crate) fn check_attributes(&self, place: &Place, errors: &mut Diagnostics) {
        let result = self.result.as_ref();
        let result = result.map_or(&[][..], |result| &result.attributes);
        registry::check(&[&self.attributes, result], place, errors);
    }

    pub(crate) fn take(
        arguments: &mut Arguments,
        function: &Function,
        errors: &mut Diagnostics,
    ) -> Self {
        let attributes = arguments
            .take_list(
                "attributes",
                "attributes(\"app.feature\" = \"search\")",
                errors,
            )
            .map(|tokens| parse_attributes(tokens, errors));
        let result = arguments
            .take_list("result", RESULT, errors)
            .and_then(|tokens| ResultAttributes::parse(tokens, errors));
        if let Some(ResultAttributes {
            pattern,
            attributes,
        }) = &result
        {
            let values = attributes.iter().map(|attribute| &attribute.value);
            function.check_captures_in_list(pattern, values, errors);
        }
        let stream = flags::stream(arguments, function, errors);
        function.check_bounds(stream, errors);
        let error_type =
            arguments
                .take_expression("error_type", errors)
                .and_then(|(key, value)| {
                    function.check_error_type(&key, stream, errors);
                    path_of(&value, "error_type", "my_error_type", errors)
                });
        Self {
            order: arguments.take_order(),
            runtime: runtime_path(arguments, errors),
            attributes: attributes.unwrap_or_default(),
            result,
            skipped: skip::take(arguments, function, errors),
            error_type,
            parent: parent::take(arguments, function, errors),
            content: ContentArg::take(arguments, function, errors),
            attempt: take_attempt(arguments, errors),
            links: arguments
                .take_expression("links", errors)
                .map(|(_, links)| links),
            stream,
            is_boxed: flags::boxed(arguments, function, errors),
        }
    }
}

impl ResultAttributes {
    fn parse(tokens: TokenStream, errors: &mut Diagnostics) -> Option<Self> {
        let parser = |input: ParseStream<'_>| {
            if !input.peek(Token![|]) {
                let message =
                    format!("`result` begins with `|value|`, the returned value; write `{RESULT}`");
                return Err(input.error(message));
            }
            input.parse::<Token![|]>()?;
            let mut pattern = Pat::parse_single(input)?;
            if input.peek(Token![:]) {
                pattern = Pat::Type(syn::PatType {
                    attrs: Vec::new(),
                    pat: Box::new(pattern),
                    colon_token: input.parse()?,
                    ty: input.parse()?,
                });
            }
            input.parse::<Token![|]>()?;
            if input.is_empty() {
                let message = format!("`result` is empty; write `{RESULT}`");
                return Err(syn::Error::new_spanned(pattern, message));
            }
            Ok((pattern, input.parse::<TokenStream>()?))
        };
        let (pattern, attributes) = errors.take(parser.parse2(tokens))?;
        Some(Self {
            pattern,
            attributes: parse_attributes(attributes, errors),
        })
    }
}

/// The number of this attempt; refuses literals below 1.
fn take_attempt(arguments: &mut Arguments, errors: &mut Diagnostics) -> Option<Expr> {
    let (_, attempt) = arguments.take_expression("attempt", errors)?;
    let is_negative = matches!(
        bare(&attempt),
        Expr::Unary(unary) if matches!((&unary.op, &*unary.expr), (syn::UnOp::Neg(_), Expr::Lit(_)))
    );
    let is_zero = matches!(
        bare(&attempt),
        Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Int(number) if number.base10_digits() == "0")
    );
    if is_negative || is_zero {
        let written = attempt.to_token_stream().to_string().replace(' ', "");
        let message = format!("attempt `{written}`: attempts are counted from 1");
        errors.error(&attempt, message);
    }
    Some(attempt)
}

fn runtime_path(arguments: &mut Arguments, errors: &mut Diagnostics) -> TokenStream {
    let path = arguments.take_expression("crate", errors);
    paths::runtime(path.and_then(|(_, value)| crate_path(&value, errors)))
}

/// Takes one of few words, as an identifier or as a string: `chat` or `"chat"`.
pub(crate) fn take_word(
    arguments: &mut Arguments,
    name: &str,
    words: &[&'static str],
    errors: &mut Diagnostics,
) -> Option<&'static str> {
    let Argument { key, value } = arguments.take(name)?;
    let one_of = format!("`{name}` is one of `{}`", words.join("`, `"));
    let (written, tokens) = match &value {
        Value::Expression(expression) => match word(expression) {
            Some(written) => (written, expression.to_token_stream()),
            None => {
                errors.error(expression, one_of);
                arguments.mistaken(name);
                return None;
            }
        },
        Value::Flag | Value::List(_) => {
            errors.error(&key, format!("`{key}` takes a value; {one_of}"));
            arguments.mistaken(name);
            return None;
        }
    };
    let found = words.iter().find(|word| **word == written).copied();
    if found.is_none() {
        let message = match nearest(&written, words.iter().copied()) {
            Some(near) => format!("unknown {name} `{written}`; did you mean `{near}`?"),
            None => format!("unknown {name} `{written}`; {one_of}"),
        };
        errors.error(tokens, message);
        arguments.mistaken(name);
    }
    found
}

fn word(expression: &Expr) -> Option<String> {
    match bare(expression) {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => text_literal(expression).map(syn::LitStr::value),
    }
}
