//! Content as the fuzzer sees it.

use super::render::{Limit, Piece, object_of};
use super::{Input, RecordList};

fn shown(piece: Option<Piece>) -> Option<(String, u64)> {
    piece.map(|piece| (piece.json, piece.omitted))
}

pub(crate) fn input(input: &Input, part: usize, total: usize) -> [Option<(String, u64)>; 3] {
    let limit = Limit { part, total };
    [
        input.messages.json(limit),
        input.instructions.json(limit),
        input.tools.json(limit),
    ]
    .map(shown)
}

pub(crate) fn records(list: &RecordList, part: usize, total: usize) -> Option<(String, u64)> {
    let limit = Limit { part, total };
    shown(list.json(limit))
}

pub(crate) fn arguments(text: &str, part: usize, total: usize) -> Option<(String, u64)> {
    let limit = Limit { part, total };
    shown(object_of(&text.to_owned().into(), "arguments", limit))
}
