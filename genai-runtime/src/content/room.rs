//! What an answer may still take while it is put together.

use super::Budget;
use super::cut::Margin;

/// All texts together keep no more than this for redaction alone, in bytes.
const MOST_SPARE: usize = 1 << 20;

/// What may still be kept of an answer, as it stands in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    /// What a text may show.
    pub(super) part: usize,
    /// What all of it may show.
    left: usize,
    /// What a text may keep besides, for redaction alone: the margins on both sides of where it is cut.
    margins: usize,
    /// What all texts may keep besides.
    spare: usize,
    taken: usize,
}

impl Room {
    /// Room for an answer from whose texts something may be taken out.
    pub(super) fn new(budget: Budget, margin: Margin) -> Self {
        // Twice what is left out on each side: a margin is counted before escapes, and after what was taken out.
        let margins = 2 * 2 * margin.widest();
        let texts = (budget.total / budget.part.max(1)).saturating_add(1);
        Self {
            part: budget.part,
            left: budget.total,
            margins,
            spare: texts.saturating_mul(margins).min(MOST_SPARE),
            taken: 0,
        }
    }

    /// Room for a text that may be so wide.
    pub(super) fn of_text(width: usize) -> Self {
        let (part, total) = (width, width);
        Self::new(Budget { part, total }, Margin::None)
    }

    /// Bytes that nothing was paid from.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Bytes that are kept.
    #[cfg(feature = "sdk")]
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// Whether there was room for `cost` bytes, which are gone then.
    pub(super) fn pay(&mut self, cost: usize) -> bool {
        let has_room = cost <= self.left;
        if has_room {
            self.take(cost, 0);
        }
        has_room
    }

    /// How much more a text may show, and keep besides, that has paid and kept so much already.
    pub(super) fn for_text(&self, paid: usize, besides: usize) -> (usize, usize) {
        let shown = self.part.saturating_sub(paid).min(self.left);
        let margin = self.margins.saturating_sub(besides).min(self.spare);
        (shown, margin)
    }

    /// Takes what [`for_text`](Self::for_text) has offered.
    pub(super) fn take(&mut self, shown: usize, margin: usize) {
        self.left -= shown;
        self.spare -= margin;
        self.taken = self.taken.saturating_add(shown).saturating_add(margin);
    }
}
