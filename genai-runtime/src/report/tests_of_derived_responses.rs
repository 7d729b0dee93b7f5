//! Derived reports of responses.

use genai_macros::UsageReport;

use super::{Response, ResponseFacts, UsageReport};

/// The number of a choice, as a provider sends it that counts from 1.
struct Place(u32);

impl Place {
    fn index(&self) -> u32 {
        self.0 - 1
    }
}

#[derive(UsageReport)]
#[usage(crate = crate)]
struct Choice {
    #[usage(choice_index, with = Place::index)]
    place: Place,
    finish_reason: &'static str,
}

#[test]
fn the_index_of_a_choice_is_converted() {
    let mut facts = ResponseFacts::default();
    let mut response = Response::new(&mut facts);
    for (place, finish_reason) in [(2, "stop"), (1, "length")] {
        let choice = Choice {
            place: Place(place),
            finish_reason,
        };
        choice.report(&mut response);
    }
    assert_eq!(
        facts.finish_reasons,
        [Some("length".into()), Some("stop".into())]
    );
}
