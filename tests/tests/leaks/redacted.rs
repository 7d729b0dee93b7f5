//! No canary leaks in clear if content is captured and redacted.

use super::PROFILES;
use super::bird::{Bird, count};
use super::process::Case;

/// The canaries, each with its replacement.
const BIRDS: [(Bird, &str); 2] = [(Bird::Key, "[api key]"), (Bird::Unknown, "[bird]")];

#[test]
fn with_redaction_no_canary_leaks_in_clear() {
    for profile in PROFILES {
        for (bird, mark) in BIRDS {
            let case = Case::new(bird, "redacted", profile);
            let left = case.run();
            let marks = count(&left.exported, mark);
            assert!(marks >= 60, "{marks} marks, {case:?}");
            for bytes in [left.exported, left.printed] {
                bird.is_silent_in(&bytes, &format!("{case:?}"));
            }
        }
    }
}

#[test]
fn stored_content_is_redacted() {
    for profile in PROFILES {
        for (bird, mark) in BIRDS {
            let case = Case::new(bird, "redacted", profile).stored();
            let left = case.run();
            assert!(count(&left.stored, mark) > 0, "{case:?}");
            for bytes in [left.exported, left.printed, left.stored] {
                bird.is_silent_in(&bytes, &format!("{case:?}"));
            }
        }
    }
}

#[test]
fn the_exports_of_hosts_are_redacted() {
    for profile in PROFILES {
        for (bird, mark) in BIRDS {
            let case = Case::new(bird, "redacted", profile);
            let printed = case.run_in_a_host();
            assert!(count(&printed, mark) >= 60, "{case:?}");
            bird.is_silent_in(&printed, &format!("{case:?}"));
        }
    }
}
