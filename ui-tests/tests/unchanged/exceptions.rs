//! The cases whose messages differ with the annotation, with the reasons.

use std::path::Path;
use std::{env, fs, io};

struct Exception {
    reason: &'static str,
    cases: &'static [&'static str],
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        reason: "the body of an `async fn` becomes an `async` block: the compiler calls it one, shows the \
                 returned type in a note and offers no clone of what was moved into it",
        cases: &[
            "unchanged/await_outside_of_async",
            "unchanged/borrow_conflict",
            "unchanged/break_outside_of_a_loop",
            "unchanged/coercion",
            "unchanged/infinite_future",
            "unchanged/mismatched_early_return",
            "unchanged/mismatched_tail",
            "unchanged/moved_out_of_a_captured_variable",
            "unchanged/not_send",
            "unchanged/other_signature_than_the_trait",
            "unchanged/question_mark_without_from",
            "unchanged/question_mark_without_result",
            "unchanged/two_opaque_types",
            "unchanged/use_after_move",
            "unchanged/wrong_arguments_of_callers",
            "unchanged_clippy/futures",
        ],
    },
    Exception {
        reason: "the body of a function becomes a closure, of which the compiler knows less: who \
                 recurses, what returns nothing, what was a parameter, whose trait says what it returns",
        cases: &[
            "unchanged/missing_value",
            "unchanged/not_mutable",
            "unchanged/trailing_semicolon",
            "unchanged_clippy/parameters",
            "unchanged_clippy/statements",
            "unchanged_clippy/types",
            "unchanged_clippy/unnecessary_wraps",
        ],
    },
    Exception {
        reason: "a signature without `async` may leave lifetimes out, and is not what lints of `async fn` \
                 look for",
        cases: &[
            "unchanged/hidden_lifetimes_of_async_functions",
            "unchanged_clippy/documentation",
            "unchanged_clippy/needless_lifetimes",
            "unchanged_clippy/unused_async",
        ],
    },
    Exception {
        reason: "`async_fn_in_trait` looks for `async` in the signature, and so does `unused_must_use` before it speaks of \
                 an awaited value; an `async fn` that awaits the adapter would have both and be two futures deep. What \
                 `boxed` says of `Send` a trait that does not say it is refined by",
        cases: &[
            "unchanged/trait_default_lints",
            "unchanged/unused_results_of_callers",
        ],
    },
    Exception {
        reason: "the patterns of parameters are bound in the body",
        cases: &[
            "unchanged/match_is_not_exhaustive",
            "unchanged_clippy/shadowing",
        ],
    },
    Exception {
        reason: "what the annotation mentions is used",
        cases: &["unchanged/unused_variables"],
    },
    Exception {
        reason: "a body that is half typed stays in braces of its own, beyond which the compiler does not look for the \
                 returned type",
        cases: &["unchanged/half_typed_match"],
    },
    Exception {
        reason: "opening a span is not `const`",
        cases: &["unchanged_clippy/missing_const_for_fn"],
    },
    Exception {
        reason: "a future holds its operation as well",
        cases: &["unchanged_clippy/large_futures"],
    },
    Exception {
        reason: "a body that also opens a span is no `async fn` in disguise",
        cases: &["unchanged_clippy/manual_async_fn"],
    },
    Exception {
        reason: "lints that read the source find other tokens than those that they were given",
        cases: &[
            "unchanged_clippy/must_use_candidate",
            "unchanged_clippy/restrictions",
            "unchanged_clippy/too_many_lines",
        ],
    },
    Exception {
        reason: "the returned type of an `async fn` stands inside `impl Future<…>`, and what a future gives once more in \
                 the body: a lifetime that nobody declares could be declared by the bound, and a type by the function, \
                 as the compiler says in a label or in a second error",
        cases: &["unchanged/missing_lifetime"],
    },
    Exception {
        reason: "the compiler asks for the bounds of a type at each expression that has it, and of those there are more",
        cases: &["unchanged/unsatisfied_bound_in_signature"],
    },
    Exception {
        reason: "the lifetimes in what an `async` block returns are compared with the signature's where the block ends \
                 up, those in what a closure takes without the notes that a function gets, and a box holds what it did and \
                 the adapter, each of which has to live as long",
        cases: &["unchanged/does_not_live_long_enough"],
    },
    Exception {
        reason: "what a closure returns may not borrow from its parameters; what a function returns as an opaque type \
                 may not outlive them, which is the same in other words",
        cases: &["unchanged/stream_borrows"],
    },
    Exception {
        reason: "what is returned as `impl Future` or `impl Stream` is an adapter: where it does not fit the compiler \
                 names it in a note, and where it is not `Send` its closure is not either",
        cases: &[
            "unchanged/not_send_by_signature",
            "unchanged/stream_items",
            "unchanged/trait_default_methods",
        ],
    },
];

/// Checks that a case has the recorded difference; returns what is wrong otherwise.
pub(crate) fn complaint(place: &str, file: &Path, difference: &str) -> io::Result<Option<String>> {
    let mut exceptions = EXCEPTIONS.iter();
    let exception = exceptions.find(|exception| exception.cases.contains(&place));
    let known = if file.exists() {
        fs::read_to_string(file)?
    } else {
        String::new()
    };
    let complaint = match exception {
        None if difference.is_empty() && known.is_empty() => return Ok(None),
        None if difference.is_empty() => format!("needs no {}", file.display()),
        None => difference.to_owned(),
        Some(Exception { reason, .. }) if difference.is_empty() => {
            format!("is no exception any more ({reason})")
        }
        Some(_) if env::var_os("TRYBUILD").is_some_and(|what| what == "overwrite") => {
            fs::write(file, difference)?;
            return Ok(None);
        }
        Some(_) if known == difference => return Ok(None),
        Some(Exception { reason, .. }) => {
            format!("differs otherwise than known ({reason})\n{difference}")
        }
    };
    Ok(Some(format!("=== {place}.rs: {complaint}")))
}
