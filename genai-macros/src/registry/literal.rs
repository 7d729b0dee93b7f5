//! The types of literals, which are known before type checking.

use genai_semconv::ValueType;
use syn::{Expr, ExprLit, Lit, UnOp};

use crate::expressions::bare;

/// The type of a literal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LiteralKind {
    Text,
    Integer,
    Float,
    Boolean,
    Texts,
    Other,
}

impl LiteralKind {
    pub(super) fn fits(self, wanted: ValueType) -> bool {
        match wanted {
            ValueType::String | ValueType::StringTemplate => self == Self::Text,
            ValueType::Int => self == Self::Integer,
            ValueType::Double => matches!(self, Self::Float | Self::Integer),
            ValueType::Boolean => self == Self::Boolean,
            ValueType::Strings | ValueType::StringsTemplate => {
                matches!(self, Self::Texts | Self::Text)
            }
            _ => true,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "an integer",
            Self::Float => "a floating-point number",
            Self::Boolean => "a boolean",
            Self::Texts => "a list of strings",
            Self::Other => "another literal",
        }
    }
}

/// The type of an expression that is a literal or a list of strings.
pub(super) fn kind_of(expression: &Expr) -> Option<LiteralKind> {
    match bare(expression) {
        Expr::Lit(ExprLit { lit, .. }) => Some(match lit {
            Lit::Str(_) => LiteralKind::Text,
            Lit::Int(_) => LiteralKind::Integer,
            Lit::Float(_) => LiteralKind::Float,
            Lit::Bool(_) => LiteralKind::Boolean,
            _ => LiteralKind::Other,
        }),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => kind_of(&unary.expr),
        Expr::Reference(reference) => kind_of(&reference.expr),
        Expr::Array(array) => {
            let mut kinds = array.elems.iter().map(kind_of);
            let all_texts = kinds.all(|kind| kind == Some(LiteralKind::Text));
            (all_texts && !array.elems.is_empty()).then_some(LiteralKind::Texts)
        }
        _ => None,
    }
}
