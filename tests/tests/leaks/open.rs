//! Canaries do leak if nothing prevents it, so the other tests can fail.

use super::PROFILES;
use super::canary::{Canary, PLACES, count};
use super::process::Case;

/// The places whose content is recorded; headers are not.
fn places() -> impl Iterator<Item = &'static str> {
    PLACES.into_iter().filter(|place| *place != "headers")
}

#[test]
fn without_protection_canaries_leak_from_every_place() {
    for profile in PROFILES {
        let case = Case::new(Canary::Unknown, "open", profile);
        let outputs = case.run();
        let in_host = case.run_in_a_host();
        for place in places() {
            let canary = case.canary.at(place);
            assert!(count(&outputs.exported, &canary) > 0, "{place}, {case:?}");
            // The host does not record baggage.
            let is_in_host = count(&in_host, &canary) > 0;
            assert_eq!(is_in_host, place != "baggage", "{place}, {case:?}");
        }
        for place in ["errors", "answered"] {
            let canary = case.canary.at(place);
            assert!(count(&outputs.printed, &canary) > 0, "{place}, {case:?}");
        }
    }
}

#[test]
fn without_protection_stored_content_is_in_clear() {
    let case = Case::new(Canary::Unknown, "open", "").stored();
    let outputs = case.run();
    assert!(count(&outputs.exported, "genai_runtime.stored") > 0);
    for place in ["prompt", "completion", "arguments", "results", "documents"] {
        assert!(
            count(&outputs.stored, &case.canary.at(place)) > 0,
            "{place}"
        );
    }
}
