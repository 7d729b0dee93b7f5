//! No canary leaks in clear if content is captured and redacted.

use super::PROFILES;
use super::canary::{Canary, count};
use super::process::Case;

/// The canaries, each with its replacement.
const CANARIES: [(Canary, &str); 2] = [(Canary::Key, "[api key]"), (Canary::Unknown, "[removed]")];

#[test]
fn with_redaction_no_canary_leaks_in_clear() {
    for profile in PROFILES {
        for (canary, mark) in CANARIES {
            let case = Case::new(canary, "redacted", profile);
            let outputs = case.run();
            let marks = count(&outputs.exported, mark);
            assert!(marks >= 60, "{marks} marks, {case:?}");
            for bytes in [outputs.exported, outputs.printed] {
                canary.assert_absent(&bytes, &format!("{case:?}"));
            }
        }
    }
}

#[test]
fn stored_content_is_redacted() {
    for profile in PROFILES {
        for (canary, mark) in CANARIES {
            let case = Case::new(canary, "redacted", profile).stored();
            let outputs = case.run();
            assert!(count(&outputs.stored, mark) > 0, "{case:?}");
            for bytes in [outputs.exported, outputs.printed, outputs.stored] {
                canary.assert_absent(&bytes, &format!("{case:?}"));
            }
        }
    }
}

#[test]
fn the_exports_of_hosts_are_redacted() {
    for profile in PROFILES {
        for (canary, mark) in CANARIES {
            let case = Case::new(canary, "redacted", profile);
            let printed = case.run_in_a_host();
            assert!(count(&printed, mark) >= 60, "{case:?}");
            canary.assert_absent(&printed, &format!("{case:?}"));
        }
    }
}
