//! Texts as JSON strings, whole or cut.

use super::Piece;
use crate::content::clip::{Clip, Omitted, WIDEST_NOTE};
use crate::content::cut_text::CutText;
use crate::content::kept_text::KeptText;
use crate::content::room::Room;
use crate::content::width;

/// The width of the shortest string with a note on missing bytes.
pub(super) const NOTE: usize = WIDEST_NOTE + QUOTES;
const QUOTES: usize = 2;

/// The text in at most `room` bytes; a long one is cut to its beginning and its end.
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

/// A text, or the beginning of one, in at most `room` bytes.
pub(super) fn kept_string(text: &KeptText, room: usize) -> Option<Piece> {
    if let Some(whole) = text.whole() {
        return string(whole, room);
    }
    let room = room.checked_sub(QUOTES + WIDEST_NOTE)?;
    let (beginning, _) = width::beginning(text.beginning(), room);
    let omitted = text.content_bytes() - beginning.len() as u64;
    Some(Piece {
        json: quoted(&format!("{beginning}{}", Omitted(omitted))),
        omitted,
    })
}

/// The text if it fits as a whole, else a note on its length.
pub(super) fn whole_or_nothing(text: &KeptText, room: usize) -> Option<Piece> {
    let whole = text.whole().filter(|text| fits(text, room));
    let room = if whole.is_some() {
        room
    } else {
        room.min(NOTE)
    };
    kept_string(text, room)
}

/// Whether data fits a part of this many bytes.
pub(crate) fn is_shown_whole(text: &str, part: usize) -> bool {
    fits(text, part.max(NOTE))
}

fn fits(text: &str, room: usize) -> bool {
    // A text never gets narrower by being written.
    text.len() + QUOTES <= room && width::of(text) + QUOTES <= room
}

/// A text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}
