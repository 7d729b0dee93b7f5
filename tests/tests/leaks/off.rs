//! Where content is off, the canary is nowhere.

use super::bird::{Bird, count};
use super::process::{Case, Left};
use super::{ENDINGS, PROFILES};

const CAPTURE: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
const ERROR_TEXTS: &str = "GENAI_RUNTIME_ERROR_TEXTS";
const WITHHELD: &str = "withheld: content is off";

/// The ways to switch content off by word.
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

/// Operations of all kinds left, and said of what class their errors are.
#[track_caller]
fn assert_told(bytes: &[u8], case: &Case) {
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
        assert_told(bytes, case);
        case.bird.is_silent_in(bytes, &format!("{case:?}"));
    }
    assert_eq!(stored.len(), 0, "{case:?}");
}

#[test]
fn with_content_off_by_word_any_canary_is_nowhere() {
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
fn with_content_off_by_word_any_canary_is_nowhere_in_what_hosts_export() {
    for case in PROFILES.into_iter().flat_map(words) {
        let printed = case.run_in_a_host();
        assert_told(&printed, &case);
        case.bird.is_silent_in(&printed, &format!("{case:?}"));
        let withheld = count(&printed, WITHHELD);
        assert!(withheld > 20, "withheld {withheld} times, {case:?}");
    }
}

#[test]
fn with_texts_of_errors_withheld_any_canary_is_nowhere_without_a_word_on_content() {
    for profile in PROFILES {
        let case = Case::new(Bird::Unknown, "nothing", profile).stored();
        let case = case.variable(ERROR_TEXTS, "withheld");
        assert_silent(&case, &case.run());
    }
}

#[test]
fn with_nothing_said_a_canary_that_is_known_is_nowhere() {
    for profile in PROFILES {
        let case = Case::new(Bird::Key, "nothing", profile).stored();
        let left = case.run();
        assert_silent(&case, &left);
        // What errors say of themselves leaves.
        assert!(
            count(&left.exported, "`[api key]` was refused") > 20,
            "{case:?}"
        );
        assert_eq!(count(&left.exported, WITHHELD), 0, "{case:?}");
    }
}

#[test]
fn with_nothing_said_what_errors_say_leaves_and_nothing_else() {
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
