//! The decisions of a step or a workflow.

/// How many decisions a step or a workflow keeps: each is two attributes, and a span has 128 at most by default.
const DECISIONS: usize = 32;

/// Decisions, sorted by `about`. A later one replaces an earlier one.
#[derive(Debug, Default)]
pub(crate) struct Decisions(Vec<Decided>);

/// One decision.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) about: String,
    pub(crate) choice: String,
    /// From 0 to 1.
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
