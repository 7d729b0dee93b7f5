//! Identifiers and names in an answer.

use super::hidden::hides_content;
use super::room::Room;
use super::width;

/// An identifier or name, which is never cut; a later one replaces it.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Label {
    text: Option<String>,
    pub(super) paid: usize,
}

hides_content!(Label);

impl Label {
    pub(super) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(super) fn set(&mut self, text: &str, room: &mut Room) -> bool {
        if self.text() == Some(text) {
            return true;
        }
        let width = width::of(text);
        let fits = width <= room.part && room.pay(width.saturating_sub(self.paid));
        self.paid = if fits {
            self.paid.max(width)
        } else {
            self.paid
        };
        self.text = fits.then(|| text.to_owned());
        fits
    }
}
