//! `parent = …`

use quote::ToTokens;
use syn::{Expr, Type};

use crate::arguments::Arguments;
use crate::diagnostics::Diagnostics;
use crate::expressions::bare;
use crate::function::Function;
use crate::types::{peel, shown};

/// Types that carry a context and are not one.
const CARRIERS: [&str; 3] = ["HeaderMap", "HashMap", "BTreeMap"];

/// The parent context. A parameter that only carries one is a mistake.
pub(crate) fn take(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> Option<Expr> {
    let (_, parent) = arguments.take_expression("parent", errors)?;
    if let Some(written) = type_of(&parent, function)
        && is_carrier(written)
    {
        let carrier = parent.to_token_stream().to_string().replace(' ', "");
        let is_reference = matches!(peel(written), Type::Reference(_))
            || matches!(bare(&parent), Expr::Reference(_));
        let by_reference = if is_reference { "" } else { "&" };
        let message = format!(
            "`parent` takes a `Context`, found `{}`; write `parent = propagation::extract({by_reference}{carrier})`",
            shown(written)
        );
        errors.error(&parent, message);
    }
    Some(parent)
}

/// The type of the parameter that an expression names, directly or by reference.
fn type_of<'a>(expression: &Expr, function: &'a Function) -> Option<&'a Type> {
    match bare(expression) {
        Expr::Reference(reference) => type_of(&reference.expr, function),
        Expr::Path(path) => function.type_of(path.path.get_ident()?),
        _ => None,
    }
}

fn is_carrier(written: &Type) -> bool {
    match peel(written) {
        Type::Reference(reference) => is_carrier(&reference.elem),
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| CARRIERS.iter().any(|name| last.ident == name))
        }
        _ => false,
    }
}
