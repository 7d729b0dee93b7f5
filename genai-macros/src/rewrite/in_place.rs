//! Functions that ask for their caller's place: in a closure `#[track_caller]` would be lost.
//!
//! Their body stays in the function itself. What leaves it early would leave the operation behind too, so
//! that is only done where nothing can.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

use super::parameters::Parameters;
use super::returned::Returned;
use super::{Names, Rewrite};
use crate::form::Form;

/// Macros that are known not to return from the function that they stand in: those of `std`, and ours of an
/// annotation beneath.
const STAYING: [&str; 35] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "body",
    "callsite",
    "column",
    "concat",
    "conclude",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "describe",
    "env",
    "eprint",
    "eprintln",
    "file",
    "finish",
    "fit",
    "format",
    "format_args",
    "include_str",
    "line",
    "look_at",
    "matches",
    "panic",
    "print",
    "println",
    "stringify",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

impl Rewrite<'_> {
    /// Whether the body asks for its caller's place, and comes to its end in no other way than at its end.
    pub(super) fn is_in_place(&self, form: Form) -> bool {
        let mut attributes = self.function.attributes.iter();
        let body = self.function.body.as_ref();
        form == Form::Sync
            && self.stream.is_none()
            && attributes.any(|attribute| attribute.path().is_ident("track_caller"))
            && body.is_some_and(|body| !may_leave_early(body.stream()))
    }

    pub(super) fn in_place_operation(
        &self,
        parameters: &Parameters,
        returned: &Returned,
        body: Option<&Group>,
    ) -> TokenStream {
        let Names {
            start,
            value,
            running,
            ..
        } = self.names;
        let runtime = self.runtime;
        let said = self.start_statements();
        let bindings = parameters.bindings(&said, body);
        let said = parameters.borrowed(said);
        let erased = returned.erased();
        let inspect = self.inspect();
        let callsite = self.callsite();
        // What follows a body that never ends would be said to be unreachable.
        quote! {
            let mut #running = #runtime::Running::new(#callsite);
            let #value: #erased = {
                let #start = #runtime::Running::start(&mut #running);
                #said
                #start.enter();
                #bindings
                if #runtime::is_called() #body else { #runtime::never() }
            };
            #running.end(#value, #inspect)
        }
    }
}

pub(super) fn may_leave_early(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let leaves = match token {
            TokenTree::Group(group) => may_leave_early(group.stream()),
            TokenTree::Ident(name) => {
                let mut next = tokens.clone();
                let is_macro = matches!(next.next(), Some(TokenTree::Punct(next)) if next.as_char() == '!')
                    && matches!(next.next(), Some(TokenTree::Group(_)));
                name == "return" || (is_macro && STAYING.iter().all(|staying| name != staying))
            }
            TokenTree::Punct(punct) => punct.as_char() == '?',
            TokenTree::Literal(_) => false,
        };
        if leaves {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::may_leave_early;

    #[test]
    fn what_may_leave_a_body_early_is_seen() {
        for (body, expected) in [
            (quote!(let x = a.b(); x), false),
            (quote!(if x { panic!("{x}") } vec![x]), false),
            (quote!(if x { return 3; } 4), true),
            (quote!(Ok(a.b()?)), true),
            (quote!(assert!(a?.b())), true),
            (quote!(bail!("no")), true),
            (
                quote!(if a != b {
                    c
                }),
                false,
            ),
        ] {
            assert_eq!(may_leave_early(body.clone()), expected, "{body}");
        }
    }
}
