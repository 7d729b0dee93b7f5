//! The tool that finds the responsible team, through a service that is busy at the first request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use genai_examples::corpus::CONTACTS;

use crate::error::ToolError;

/// The response time of the service.
const LATENCY: Duration = Duration::from_millis(1);

#[derive(Debug, Default)]
pub(crate) struct Directory {
    was_asked: AtomicBool,
}

impl Directory {
    /// The topics that some team is responsible for.
    pub(crate) fn topics() -> Vec<&'static str> {
        let topics = CONTACTS.iter().flat_map(|contact| contact.topics);
        topics.copied().collect()
    }

    /// Finds the team that is responsible for a topic.
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
