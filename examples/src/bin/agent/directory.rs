//! The tool that knows whom to ask, behind a service that is busy the first time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use genai_examples::corpus::CONTACTS;

use crate::error::ToolError;

/// How long the service takes.
const LATENCY: Duration = Duration::from_millis(1);

#[derive(Debug, Default)]
pub(crate) struct Directory {
    was_asked: AtomicBool,
}

impl Directory {
    /// The words that it has a team for.
    pub(crate) fn topics() -> Vec<&'static str> {
        let topics = CONTACTS.iter().flat_map(|contact| contact.topics);
        topics.copied().collect()
    }

    /// The team for a topic.
    pub(crate) async fn find(&self, topic: &str) -> Result<String, ToolError> {
        tokio::time::sleep(LATENCY).await;
        if !self.was_asked.swap(true, Ordering::Relaxed) {
            return Err(ToolError::Busy);
        }
        let responsible = CONTACTS
            .iter()
            .find(|contact| contact.topics.contains(&topic));
        let contact = responsible.or(CONTACTS.first());
        Ok(contact.map_or_else(
            || format!("Nobody knows about {topic}."),
            |contact| format!("Ask {} <{}> about: {topic}.", contact.team, contact.mail),
        ))
    }
}
