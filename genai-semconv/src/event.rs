//! Events: log records with a name, and the span event for an error.

/// The events of the latest conventions, one static for each.
pub mod latest {
    pub use crate::generated::latest::events::*;
}

/// The events of v1.41, one static for each.
pub mod v1_41 {
    pub use crate::generated::v1_41::events::*;
}

pub use crate::definition::event::Event;
use crate::look_up::look_up;
use crate::profile::Profile;
use crate::requirement::{self, Requirement};

/// Span event: an error that ended the span.
pub const EXCEPTION: &str = "exception";
/// Log record: a call to a model failed.
pub const GEN_AI_CLIENT_OPERATION_EXCEPTION: &str = latest::GEN_AI_CLIENT_OPERATION_EXCEPTION.name;
/// Log record: a call to a model in all its details.
pub const GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS: &str =
    latest::GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS.name;
/// Log record: the result of an evaluation.
pub const GEN_AI_EVALUATION_RESULT: &str = latest::GEN_AI_EVALUATION_RESULT.name;

impl Event {
    /// Returns the event's requirement for an attribute; `None` if the attribute does not belong on it.
    pub const fn requirement(&self, key: &str) -> Option<&Requirement> {
        requirement::find(self.attributes, key)
    }
}

look_up! {
    const fn by_name(key) -> &'static Event { name }
}

/// Finds an event by its name.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, event};
///
/// let event = event::event(Profile::Latest, "gen_ai.client.operation.exception");
/// assert_eq!(event.and_then(|event| event.severity), Some(13));
/// ```
pub const fn event(profile: Profile, name: &str) -> Option<&'static Event> {
    match by_name(events(profile), name) {
        Some(event) => Some(event),
        None => None,
    }
}

/// Returns all events of a profile, in the order of their names.
pub const fn events(profile: Profile) -> &'static [&'static Event] {
    match profile {
        Profile::V1_41 => v1_41::EVENTS,
        Profile::Latest => latest::EVENTS,
    }
}
