//! No canary leaks while content is off.

use super::canary::{Canary, count};
use super::process::{Case, Outputs};
use super::{ENDINGS, PROFILES};

const CAPTURE: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
const ERROR_TEXTS: &str = "GENAI_RUNTIME_ERROR_TEXTS";
const WITHHELD: &str = "withheld: content is off";

/// The ways to switch content off explicitly.
fn cases(profile: &'static str) -> [Case; 6] {
    let case = |mode| Case::new(Canary::Unknown, mode, profile);
    [
        case("nothing").variable(CAPTURE, "NO_CONTENT"),
        case("nothing").variable(CAPTURE, "false"),
        case("program"),
        case("program over annotations"),
        case("annotations"),
        case("calls"),
    ]
}

/// Asserts that operations of all kinds and the classes of their errors were recorded.
#[track_caller]
fn assert_recorded(bytes: &[u8], case: &Case) {
    for text in [
        "chat m",
        "execute_tool search",
        "retrieval d",
        "Refused",
        "overloaded",
    ] {
        let found = count(bytes, text);
        assert!(
            found >= ENDINGS.len() / 2,
            "`{text}` {found} times, {case:?}"
        );
    }
}

fn assert_no_canary(
    case: &Case,
    Outputs {
        exported,
        printed,
        stored,
    }: &Outputs,
) {
    for bytes in [exported, printed] {
        assert_recorded(bytes, case);
        case.canary.assert_absent(bytes, &format!("{case:?}"));
    }
    assert_eq!(stored.len(), 0, "{case:?}");
}

#[test]
fn with_content_explicitly_off_no_canary_leaks() {
    for case in PROFILES.into_iter().flat_map(cases) {
        let case = case.stored();
        let outputs = case.run();
        assert_no_canary(&case, &outputs);
        let withheld = count(&outputs.exported, WITHHELD);
        assert!(withheld > 20, "withheld {withheld} times, {case:?}");
        assert!(count(&outputs.printed, WITHHELD) > 10, "{case:?}");
    }
}

#[test]
fn with_content_explicitly_off_no_canary_is_in_the_exports_of_hosts() {
    for case in PROFILES.into_iter().flat_map(cases) {
        let printed = case.run_in_a_host();
        assert_recorded(&printed, &case);
        case.canary.assert_absent(&printed, &format!("{case:?}"));
        let withheld = count(&printed, WITHHELD);
        assert!(withheld > 20, "withheld {withheld} times, {case:?}");
    }
}

#[test]
fn with_error_texts_withheld_no_canary_leaks_by_default() {
    for profile in PROFILES {
        let case = Case::new(Canary::Unknown, "nothing", profile).stored();
        let case = case.variable(ERROR_TEXTS, "withheld");
        assert_no_canary(&case, &case.run());
    }
}

#[test]
fn by_default_no_canary_that_looks_like_a_key_leaks() {
    for profile in PROFILES {
        let case = Case::new(Canary::Key, "nothing", profile).stored();
        let outputs = case.run();
        assert_no_canary(&case, &outputs);
        // Error texts are exported by default.
        assert!(
            count(&outputs.exported, "`[api key]` was refused") > 20,
            "{case:?}"
        );
        assert_eq!(count(&outputs.exported, WITHHELD), 0, "{case:?}");
    }
}

#[test]
fn by_default_only_canaries_in_error_texts_are_exported() {
    let nothing = Case::new(Canary::Unknown, "nothing", "");
    let shown = nothing.clone().variable(CAPTURE, "NO_CONTENT");
    for case in [nothing, shown.variable(ERROR_TEXTS, "redacted")] {
        let outputs = case.run();
        for bytes in [&outputs.exported, &outputs.printed, &case.run_in_a_host()] {
            let canaries = count(bytes, "CANARY");
            let of_errors =
                ["errors", "answered"].map(|place| count(bytes, &case.canary.at(place)));
            assert!(
                of_errors.iter().all(|count| *count > 0),
                "{of_errors:?}, {case:?}"
            );
            assert_eq!(of_errors.iter().sum::<usize>(), canaries, "{case:?}");
        }
    }
}
