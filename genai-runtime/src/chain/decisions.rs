//! What was decided in a step or a workflow.

/// Decisions that are kept of a step or a workflow: a chain that never ends decides for ever. Each is two attributes,
/// of which a span may have 128.
const DECISIONS: usize = 32;

/// What was decided, in the order of what it was about. The last word counts.
#[derive(Debug, Default)]
pub(crate) struct Decisions(Vec<Decided>);

/// One decision.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) about: String,
    pub(crate) choice: String,
    /// How sure it is.
    pub(crate) confidence: Option<f64>,
}

impl Decisions {
    pub(super) fn note(&mut self, about: &str, choice: &str, confidence: Option<f64>) {
        let decisions = &mut self.0;
        match decisions.binary_search_by(|known| known.about.as_str().cmp(about)) {
            Ok(place) => {
                if let Some(known) = decisions.get_mut(place) {
                    choice.clone_into(&mut known.choice);
                    known.confidence = confidence;
                }
            }
            Err(place) if decisions.len() < DECISIONS => {
                let decided = Decided {
                    about: about.to_owned(),
                    choice: choice.to_owned(),
                    confidence,
                };
                decisions.insert(place, decided);
            }
            Err(_) => {}
        }
    }
}

impl IntoIterator for Decisions {
    type Item = Decided;
    type IntoIter = std::vec::IntoIter<Decided>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
