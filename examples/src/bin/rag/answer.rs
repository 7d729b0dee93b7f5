//! The result of the pipeline, and how it is displayed.

use std::fmt;

use genai_examples::corpus::{Contact, Passage};

#[derive(Debug)]
pub(crate) enum Answer {
    /// An answer from the handbook.
    Handbook {
        text: String,
        sources: Vec<&'static Passage>,
    },
    /// A note that forwards the question to a team.
    Escalation {
        note: String,
        contact: &'static Contact,
    },
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handbook { text, sources } => {
                write!(f, "answer:   {text}")?;
                for (number, passage) in (1..).zip(sources) {
                    write!(f, "\n          [{number}] {}", passage.title)?;
                }
                Ok(())
            }
            Self::Escalation { note, contact } => {
                writeln!(f, "answer:   The handbook does not say.")?;
                write!(
                    f,
                    "          Send to {} <{}>: {note}",
                    contact.team, contact.mail
                )
            }
        }
    }
}
