//! No canary leaks while content is off.

use super::bird::{Bird, count};
use super::process::{Case, Left};
use super::{ENDINGS, PROFILES};

const CAPTURE: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
const ERROR_TEXTS: &str = "GENAI_RUNTIME_ERROR_TEXTS";
const WITHHELD: &str = "withheld: content is off";

/// The ways to switch content off explicitly.
fn words(profile: &'static str) -> [Case; 6] {
    let case = |mode| Case::new(Bird::Unknown, mode, profile);
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
    for told in [
        "chat m",
        "execute_tool search",
        "retrieval d",
        "Refused",
        "overloaded",
    ] {
        let found = count(bytes, told);
        assert!(
            found >= ENDINGS.len() / 2,
            "`{told}` {found} times, {case:?}"
        );
    }
}

fn assert_silent(
    case: &Case,
    Left {
        exported,
        printed,
        stored,
    }: &Left,
) {
    for bytes in [exported, printed] {
        assert_recorded(bytes, case);
        case.bird.is_silent_in(bytes, &format!("{case:?}"));
    }
    assert_eq!(stored.len(), 0, "{case:?}");
}

#[test]
fn with_content_explicitly_off_no_canary_leaks() {
    for case in PROFILES.into_iter().flat_map(words) {
        let case = case.stored();
        let left = case.run();
        assert_silent(&case, &left);
        let withheld = count(&left.exported, WITHHELD);
        assert!(withheld > 20, "withheld {withheld} times, {case:?}");
        assert!(count(&left.printed, WITHHELD) > 10, "{case:?}");
    }
}

#[test]
fn with_content_explicitly_off_no_canary_is_in_the_exports_of_hosts() {
    for case in PROFILES.into_iter().flat_map(words) {
        let printed = case.run_in_a_host();
        assert_recorded(&printed, &case);
        case.bird.is_silent_in(&printed, &format!("{case:?}"));
        let withheld = count(&printed, WITHHELD);
        assert!(withheld > 20, "withheld {withheld} times, {case:?}");
    }
}

#[test]
fn with_error_texts_withheld_no_canary_leaks_by_default() {
    for profile in PROFILES {
        let case = Case::new(Bird::Unknown, "nothing", profile).stored();
        let case = case.variable(ERROR_TEXTS, "withheld");
        assert_silent(&case, &case.run());
    }
}

#[test]
fn by_default_no_canary_that_looks_like_a_key_leaks() {
    for profile in PROFILES {
        let case = Case::new(Bird::Key, "nothing", profile).stored();
        let left = case.run();
        assert_silent(&case, &left);
        // Error texts are exported by default.
        assert!(
            count(&left.exported, "`[api key]` was refused") > 20,
            "{case:?}"
        );
        assert_eq!(count(&left.exported, WITHHELD), 0, "{case:?}");
    }
}

#[test]
fn by_default_only_canaries_in_error_texts_are_exported() {
    let nothing = Case::new(Bird::Unknown, "nothing", "");
    let shown = nothing.clone().variable(CAPTURE, "NO_CONTENT");
    for case in [nothing, shown.variable(ERROR_TEXTS, "redacted")] {
        let left = case.run();
        for bytes in [&left.exported, &left.printed, &case.run_in_a_host()] {
            let songs = count(bytes, "CANARY");
            let of_errors =
                ["errors", "answered"].map(|place| count(bytes, &case.bird.sings(place)));
            assert!(
                of_errors.iter().all(|songs| *songs > 0),
                "{of_errors:?}, {case:?}"
            );
            assert_eq!(of_errors.iter().sum::<usize>(), songs, "{case:?}");
        }
    }
}
