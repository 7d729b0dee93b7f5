//! Functions with `#[track_caller]`, which a closure would lose.
//!
//! Their body stays in the function itself. A `return` or `?` in it would skip the end of the operation, so a body that
//! may leave early is moved into a closure all the same.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::Rewrite;
use super::parameters::Parameters;
use super::returned::Returned;
use crate::form::Form;
use crate::function::Function;
use crate::names::Names;

/// Macros of `std` that do not return from the enclosing function, unless their arguments do.
const STD: [&str; 40] = [
    "addr_of",
    "addr_of_mut",
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "cfg_select",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "is_x86_feature_detected",
    "line",
    "matches",
    "module_path",
    "offset_of",
    "option_env",
    "panic",
    "pin",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// The crates and modules that export them.
const OF_STD: [&str; 7] = ["alloc", "arch", "core", "mem", "pin", "ptr", "std"];

/// Macros of the runtime that an inner annotation leaves in a synchronous body, and the module that exports them.
const OURS: [&str; 8] = [
    "callsite", "conclude", "describe", "finish", "fit", "fits", "look_at", "success",
];
const OF_OURS: &str = "__private";

/// Methods that standard traits declare with `#[track_caller]`.
const INDEX: [&str; 2] = ["index", "index_mut"];

impl Rewrite<'_> {
    /// Whether the function is `#[track_caller]` and its body cannot leave early.
    pub(super) fn is_in_place(&self, form: Form) -> bool {
        let body = self.function.body.as_ref();
        form == Form::Sync
            && self.stream.is_none()
            && tracks_caller(self.function)
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
        let description = self.start_statements(parameters.copied());
        let bindings = parameters.bindings(&description, body);
        let description = parameters.borrowed(description);
        let erased = returned.erased();
        let inspect = self.inspect();
        let callsite = self.callsite();
        // Without the condition, rustc would call what follows a diverging body unreachable.
        quote! {
            let mut #running = #runtime::Running::new(#callsite);
            let #value: #erased = {
                let #start = #runtime::Running::start(&mut #running);
                #description
                #start.enter();
                #bindings
                if #runtime::is_called() #body else { #runtime::never() }
            };
            #runtime::Running::end(&mut #running, #value, #inspect)
        }
    }
}

/// Whether panics report the caller's location: by the function's own attribute, or by that of `Index` and `IndexMut`,
/// which implementations inherit.
pub(super) fn tracks_caller(function: &Function) -> bool {
    let mut attributes = function.attributes.iter();
    let signature = &function.signature;
    let is_index = INDEX.iter().any(|name| signature.ident == name)
        && signature.receiver().is_some()
        && signature.inputs.len() == 2;
    is_index || attributes.any(|attribute| attribute.path().is_ident("track_caller"))
}

pub(super) fn may_leave_early(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut positions = tokens.iter().enumerate();
    positions.any(|(position, token)| match token {
        TokenTree::Group(group) => may_leave_early(group.stream()),
        TokenTree::Ident(name) => {
            let (before, after) = tokens.split_at_checked(position).unwrap_or_default();
            name == "return" || (is_call_of_macro(after) && !cannot_return(before, name))
        }
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Literal(_) => false,
    })
}

fn is_call_of_macro(tokens: &[TokenTree]) -> bool {
    matches!(
        tokens,
        [_, TokenTree::Punct(bang), TokenTree::Group(_), ..] if bang.as_char() == '!'
    )
}

/// Whether a macro is known not to return from the enclosing function. Behind another path, a user's macro may have the
/// same name.
fn cannot_return(before: &[TokenTree], name: &Ident) -> bool {
    let is_one_of = |names: &[&str]| names.iter().any(|known| name == known);
    match before {
        [
            ..,
            TokenTree::Ident(parent),
            TokenTree::Punct(one),
            TokenTree::Punct(two),
        ] if one.as_char() == ':' && two.as_char() == ':' => {
            (parent == OF_OURS && is_one_of(&OURS))
                || (OF_STD.iter().any(|known| parent == known) && is_one_of(&STD))
        }
        _ => is_one_of(&STD),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{fs, io};

    use quote::quote;

    use super::{OURS, may_leave_early};

    /// Macros of the runtime that occur only in streaming or polled code.
    const ELSEWHERE: [&str; 2] = ["map_stream", "settle"];

    #[test]
    fn early_exits_of_a_body_are_found() {
        for (body, expected) in [
            (quote!(let x = a.b(); x), false),
            (quote!(if x { panic!("{x}") } vec![x]), false),
            (quote!(if x { return 3; } 4), true),
            (quote!(Ok(a.b()?)), true),
            (quote!(assert!(a?.b())), true),
            (quote!(bail!("no")), true),
            (quote!(finish!()), true),
            (quote!(mine::assert!(a)), true),
            (quote!(std::assert!(a)), false),
            (quote!(if cfg!(unix) { module_path!() } else { "" }), false),
            (quote!(mem::offset_of!(A, b)), false),
            (
                quote!(::genai_runtime::__private::callsite!(step("a"))),
                false,
            ),
            (quote!(vec![return 3]), true),
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
    #[test]
    fn every_macro_of_an_expansion_is_known_not_to_return() {
        let mut written = BTreeSet::new();
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        collect_macros(&sources, &mut written).expect("the sources can be read");
        let known = OURS.iter().chain(&ELSEWHERE);
        let known: BTreeSet<_> = known.map(ToString::to_string).collect();
        assert_eq!(written, known);
    }

    /// The names of all macros that the sources call in an expansion.
    fn collect_macros(directory: &Path, found: &mut BTreeSet<String>) -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if path.is_dir() {
                collect_macros(&path, found)?;
                continue;
            }
            let source = fs::read_to_string(&path)?;
            let calls = source.split("#runtime::").skip(1).filter_map(|call| {
                let end = call.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
                let (name, after) = call.split_at(end);
                after.starts_with('!').then(|| name.to_owned())
            });
            found.extend(calls);
        }
        Ok(())
    }
}
