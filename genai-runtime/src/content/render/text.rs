//! Texts as JSON strings, whole or cut.

use super::Piece;
use crate::content::clip::{Clip, Omitted, WIDEST_NOTE};
use crate::content::cut_text::CutText;
use crate::content::room::Room;
use crate::content::width;

/// The narrowest string that says how much of a text is missing.
pub(super) const NOTE: usize = WIDEST_NOTE + QUOTES;
const QUOTES: usize = 2;

/// The text in at most `room` bytes, of a long one the beginning and the end.
pub(super) fn string(text: &str, room: usize) -> Option<Piece> {
    let room = room.checked_sub(QUOTES)?;
    // A text never gets narrower by being written.
    if text.len() <= room && width::of(text) <= room {
        return Some(Piece {
            json: quoted(text),
            omitted: 0,
        });
    }
    let mut room = Room::of_text(room.checked_sub(WIDEST_NOTE)?);
    let mut clip = Clip::default();
    clip.push(text, &mut room);
    Some(Piece {
        json: quoted(&clip.to_string()),
        omitted: clip.omitted(),
    })
}

/// A text that was cut already, in at most `room` bytes.
pub(super) fn cut_string(text: &CutText, room: usize) -> Option<Piece> {
    let room = room.checked_sub(QUOTES + WIDEST_NOTE)?;
    let (beginning, width) = width::beginning(text.beginning(), room / 2);
    let (end, _) = width::end(text.end(), room - width);
    let missing = text.bytes() - beginning.len() - end.len();
    let omitted = text.omitted() + missing as u64;
    Some(Piece {
        json: quoted(&format!("{beginning}{}{end}", Omitted(omitted))),
        omitted,
    })
}

/// The text if it fits whole, else how long it is.
pub(super) fn whole_or_nothing(text: &str, room: usize) -> Option<Piece> {
    let fits = text.len() + QUOTES <= room && width::of(text) + QUOTES <= room;
    if fits {
        string(text, room)
    } else {
        string(text, room.min(NOTE))
    }
}

/// A text as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}
