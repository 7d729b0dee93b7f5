//! Lists that are cut in the middle: the last elements and the first one matter most.

use super::{Item, Limit, Piece};

/// The elements as a JSON array within a limit; `None` if there are none, or no room.
///
/// If not all fit, the last one is kept, then the first one, then the others from the end; one element stands for those
/// that are omitted in between. `dropped` is the number of elements that were dropped after the first, and their bytes.
pub(crate) fn list<T: Item>(items: &[T], dropped: (u64, u64), limit: Limit) -> Option<Piece> {
    if items.is_empty() {
        return None;
    }
    let alone = Limit {
        total: usize::MAX,
        ..limit
    };
    let whole: Vec<Option<Piece>> = items.iter().map(|item| item.render(alone)).collect();
    let width: usize = whole
        .iter()
        .flatten()
        .map(|piece| piece.json.len() + 1)
        .sum();
    if dropped.0 == 0 && whole.iter().all(Option::is_some) && width < limit.total {
        return Some(joined(whole.into_iter().flatten()));
    }
    let widest_gap = T::gap(u64::MAX, u64::MAX).len() + 1;
    let mut shown: Vec<Option<Piece>> = items.iter().map(|_| None).collect();
    let mut room = limit.total.checked_sub("[]".len())?;
    // If nothing was dropped between two elements, they need none in between.
    let needs_gap = dropped.0 > 0 || items.len() > 1;
    let spare = if needs_gap { widest_gap } else { 0 };
    for (turn, index) in order(items.len()).enumerate() {
        let available = room.saturating_sub(spare + 1);
        let full = whole.get(index).cloned().flatten();
        let fitting = full.filter(|piece| piece.json.len() <= available);
        let is_cut = fitting.is_none();
        let cut = || {
            let total = available;
            items.get(index)?.render(Limit { total, ..limit })
        };
        let piece = match fitting {
            Some(piece) => Some(piece),
            // The last and the first element may be cut to fit; of the others only one, to use up the room.
            None => cut(),
        };
        if let Some(piece) = piece
            && let Some(slot) = shown.get_mut(index)
        {
            room -= piece.json.len() + 1;
            *slot = Some(piece);
        }
        if is_cut && turn > 0 {
            break;
        }
    }
    with_gap::<T>(items, shown, dropped, room)
}

/// Joins the kept elements, with one that stands for the omitted ones.
fn with_gap<T: Item>(
    items: &[T],
    shown: Vec<Option<Piece>>,
    dropped: (u64, u64),
    room: usize,
) -> Option<Piece> {
    let missing = || {
        items
            .iter()
            .zip(&shown)
            .filter(|(_, shown)| shown.is_none())
    };
    let count = dropped.0 + missing().count() as u64;
    let bytes = dropped.1 + missing().map(|(item, _)| item.bytes()).sum::<u64>();
    let has_first = shown.first().is_some_and(Option::is_some);
    let mut pieces: Vec<Piece> = shown.into_iter().flatten().collect();
    if count > 0 {
        let gap = T::gap(count, bytes);
        if gap.len() < room {
            let at = usize::from(has_first).min(pieces.len());
            pieces.insert(
                at,
                Piece {
                    json: gap,
                    omitted: bytes,
                },
            );
        } else if let Some(first) = pieces.first_mut() {
            first.omitted += bytes;
        }
    }
    (!pieces.is_empty()).then(|| joined(pieces.into_iter()))
}

/// The order of priority: the last element, the first, then the others from the end.
fn order(count: usize) -> impl Iterator<Item = usize> {
    let last = count.checked_sub(1);
    let first = (count > 1).then_some(0);
    let others = (1..count.saturating_sub(1)).rev();
    last.into_iter().chain(first).chain(others)
}

fn joined(pieces: impl Iterator<Item = Piece>) -> Piece {
    let mut all = Piece {
        json: "[".to_owned(),
        omitted: 0,
    };
    for piece in pieces {
        if all.json.len() > 1 {
            all.json.push(',');
        }
        all.json.push_str(&piece.json);
        all.omitted += piece.omitted;
    }
    all.json.push(']');
    all
}
