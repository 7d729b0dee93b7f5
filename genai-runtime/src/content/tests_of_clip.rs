//! Clipping of texts that grow.

#![cfg(feature = "content")]

use super::clip::Clip;
use crate::content::Budget;
use crate::content::cut::Margin;
use crate::content::room::Room;
use crate::redact::Redaction;

fn room(part: usize, total: usize, margin: Margin) -> Room {
    Room::new(Budget { part, total }, margin)
}

fn clip(limit: usize, pieces: &[&str]) -> String {
    let (mut clip, mut room) = (Clip::default(), room(limit, usize::MAX, Margin::None));
    for piece in pieces {
        clip.push(piece, &mut room);
    }
    clip.to_string()
}

#[test]
fn a_text_that_fits_is_kept_whole() {
    assert_eq!(clip(4, &["ab", "", "cd"]), "abcd");
}

#[test]
fn both_ends_of_a_long_text_are_kept_and_the_rest_is_counted() {
    assert_eq!(clip(4, &["abcde"]), "ab…[1 bytes omitted]…de");
    assert_eq!(clip(4, &["abc", "def", "ghij"]), "ab…[6 bytes omitted]…ij");
    assert_eq!(clip(0, &["abc"]), "…[3 bytes omitted]…");
}

#[test]
fn characters_are_never_cut() {
    assert_eq!(clip(9, &["🦀🦀🦀🦀"]), "🦀…[8 bytes omitted]…🦀");
    assert_eq!(clip(9, &["🦀🦀🦀", "ab"]), "🦀…[8 bytes omitted]…ab");
    assert_eq!(clip(3, &["🦀🦀"]), "…[8 bytes omitted]…");
}

#[test]
fn escaped_characters_count_as_they_are_written() {
    assert_eq!(clip(4, &["\n\n\n"]), "\n…[1 bytes omitted]…\n");
    assert_eq!(clip(12, &["\0\0", "\0"]), "\0…[1 bytes omitted]…\0");
}

#[test]
fn a_text_keeps_its_room_when_the_budget_is_used_up() {
    let (mut clip, mut room) = (Clip::default(), room(100, 5, Margin::None));
    clip.push("abc", &mut room);
    assert_eq!(room.left(), 2);
    assert!(room.pay(1));
    clip.push("defghi", &mut room);
    assert_eq!(room.left(), 0);
    assert_eq!(clip.to_string(), "ab…[5 bytes omitted]…hi");
}

#[test]
fn memory_is_bounded_for_any_input() {
    let (mut whole, mut pieces) = (Clip::default(), Clip::default());
    let mut room = room(1000, usize::MAX, Margin::None);
    let text = "0123456789abcdef".repeat(10 * 64 * 1024);
    whole.push(&text, &mut room);
    for piece in text.as_bytes().chunks(700) {
        pieces.push(std::str::from_utf8(piece).unwrap(), &mut room);
    }
    assert_eq!(whole, pieces);
    assert!(whole.capacity() <= 2000 && pieces.capacity() <= 4000);
}

#[test]
fn a_text_that_is_cut_is_appended_like_any_other() {
    for (margin, part) in [(Margin::None, 10), (Margin::Narrow, 100)] {
        let widest = part + 2 * 2 * margin.widest();
        let text: String = ('a'..='z').cycle().take(4 * widest).collect();
        let step = widest / 7 + 1;
        for older in (0..2 * widest).step_by(step) {
            for newer in (0..2 * widest).step_by(step) {
                let (older, newer) = (&text[..older], &text[older..older + newer]);
                let clip_of = |pieces: &[&str]| {
                    let mut clip = Clip::default();
                    let mut room = room(part, usize::MAX, margin);
                    for piece in pieces {
                        clip.push(piece, &mut room);
                    }
                    (clip, room)
                };
                let (mut appended, mut room) = clip_of(&[older]);
                appended.append(&clip_of(&[newer]).0, &mut room);
                assert_eq!((appended, room), clip_of(&[older, newer]));
            }
        }
    }
}

#[test]
fn a_text_that_is_cut_is_appended_within_what_is_left() {
    let mut newer = Clip::default();
    newer.push(&"ab".repeat(50), &mut room(20, usize::MAX, Margin::None));
    for left in 0..30 {
        let (mut clip, mut room) = (Clip::default(), room(20, left, Margin::None));
        clip.push("older ", &mut room);
        clip.append(&newer, &mut room);
        assert_eq!(clip.bytes(), 106);
        assert_eq!(room.left(), left.saturating_sub(20));
        let shown = usize::try_from(106 - clip.omitted()).unwrap();
        assert!(shown <= left.min(20), "{left}: {clip}");
    }
}

/// The shown words with a limit of 4000 bytes, after redaction.
fn words_shown(count: usize) -> (String, String, u64) {
    let words: Vec<String> = (0..count).map(|word| format!("w{word:06} ")).collect();
    let text = words.concat();
    let (mut clip, mut room) = (Clip::default(), room(4000, 64_000, Margin::Narrow));
    for piece in text.as_bytes().chunks(33) {
        clip.push(std::str::from_utf8(piece).unwrap(), &mut room);
    }
    let (shown, omitted) = clip.redacted(Some(&Redaction::built_in()));
    (text, shown, omitted)
}

#[test]
fn a_redacted_long_text_uses_its_room_like_any_other() {
    for count in [501, 1_000, 2_540, 2_560, 10_000] {
        let (text, shown, omitted) = words_shown(count);
        let ends: Vec<&str> = shown
            .split(&format!("…[{omitted} bytes omitted]…"))
            .collect();
        let [beginning, end] = ends[..] else {
            panic!("{count}: {shown}");
        };
        assert!(
            text.starts_with(beginning) && text.ends_with(end),
            "{shown}"
        );
        let kept = beginning.len() + end.len();
        assert_eq!(kept + usize::try_from(omitted).unwrap(), text.len());
        assert!((3_980..=4_000).contains(&kept), "{count}: {kept}");
    }
    let (text, shown, omitted) = words_shown(500);
    assert_eq!((shown, omitted), (text, 0));
}
