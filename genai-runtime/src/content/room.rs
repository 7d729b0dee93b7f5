//! The remaining budget of an answer while it is assembled.

use super::Budget;
use super::cut::Margin;

/// The limit of the margins of all texts together, in bytes.
const MOST_SPARE: usize = 1 << 20;

/// The remaining budget of an answer, in bytes of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    /// How many bytes a single text may show.
    pub(super) part: usize,
    /// How many bytes may still be shown in total.
    left: usize,
    /// How many more bytes a text may keep for redaction: the margins on both sides of a cut.
    margins: usize,
    /// How many more bytes all texts together may keep.
    spare: usize,
    taken: usize,
}

impl Room {
    /// Room for an answer whose texts need this margin.
    pub(super) fn new(budget: Budget, margin: Margin) -> Self {
        // Twice the margin of each side: it is measured without escapes, and after redaction.
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

    /// Room for a single text of this width.
    pub(super) fn of_text(width: usize) -> Self {
        let (part, total) = (width, width);
        Self::new(Budget { part, total }, Margin::None)
    }

    /// Bytes that are left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Bytes that were paid.
    #[cfg(feature = "sdk")]
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// Pays `cost` bytes if there is room; returns whether there was.
    pub(super) fn pay(&mut self, cost: usize) -> bool {
        let has_room = cost <= self.left;
        if has_room {
            self.take(cost, 0);
        }
        has_room
    }

    /// How much more a text may show, and keep in addition, after it has paid and kept this much.
    pub(super) fn for_text(&self, paid: usize, besides: usize) -> (usize, usize) {
        let shown = self.part.saturating_sub(paid).min(self.left);
        let margin = self.margins.saturating_sub(besides).min(self.spare);
        (shown, margin)
    }

    /// Pays for what [`for_text`](Self::for_text) has offered.
    pub(super) fn take(&mut self, shown: usize, margin: usize) {
        self.left -= shown;
        self.spare -= margin;
        self.taken = self.taken.saturating_add(shown).saturating_add(margin);
    }
}
