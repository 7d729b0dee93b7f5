//! Short texts that come again and again, as names of models and the reasons why they stopped.
//!
//! Each is kept once for as long as the process lives, so that spans and metrics can show it without a copy. Few and
//! short ones are: what comes after them is copied as any other text.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::sync::{LazyLock, PoisonError, RwLock};

/// Texts that are kept.
const MOST: usize = 512;

/// Bytes of the longest one.
const LONGEST: usize = 96;

/// Texts that each thread finds without asking the others; a power of two.
const RECENT: usize = 32;

static KEPT: LazyLock<Kept> = LazyLock::new(Kept::default);

thread_local! {
    static HERE: [Cell<&'static str>; RECENT] = const { [const { Cell::new("") }; RECENT] };
}

/// The text, kept if that is possible.
pub(crate) fn interned<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'static, str> {
    let text = text.into();
    match kept([&text]) {
        Some(kept) => Cow::Borrowed(kept),
        None => Cow::Owned(text.into_owned()),
    }
}

/// Two texts with a space between them, kept if that is possible.
pub(crate) fn interned_pair(first: &str, second: &str) -> Cow<'static, str> {
    match kept([first, " ", second]) {
        Some(kept) => Cow::Borrowed(kept),
        None => Cow::Owned(format!("{first} {second}")),
    }
}

/// What the parts are together.
fn kept<const N: usize>(parts: [&str; N]) -> Option<&'static str> {
    let place = place(&parts)?;
    let here = HERE.try_with(|here| here.get(place).map(Cell::get));
    if let Ok(Some(recent)) = here
        && is_made_of(recent, &parts)
    {
        return Some(recent);
    }
    let text = KEPT.keep(parts.concat())?;
    let _ = HERE.try_with(|here| here.get(place).map(|slot| slot.set(text)));
    Some(text)
}

fn is_made_of(text: &str, parts: &[&str]) -> bool {
    let rest = parts
        .iter()
        .try_fold(text, |rest, part| rest.strip_prefix(part));
    rest.is_some_and(str::is_empty)
}

/// Where a thread looks for a text that is short enough; texts that differ in their ends seldom meet there.
fn place(parts: &[&str]) -> Option<usize> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length == 0 || length > LONGEST {
        return None;
    }
    let last = parts.last().map_or(&[][..], |last| last.as_bytes());
    let ends = last.iter().rev().take(4);
    let mixed = ends.fold(length, |mixed, byte| {
        mixed.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    Some(mixed % RECENT)
}

/// All texts that are kept.
#[derive(Debug, Default)]
struct Kept(RwLock<HashSet<&'static str>>);

impl Kept {
    /// The text as it is kept, from now on or since before; none once there are too many.
    fn keep(&self, text: String) -> Option<&'static str> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(text.as_str()).copied();
        if known.is_some() || kept.len() >= MOST {
            return known;
        }
        drop(kept);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(text.as_str()).copied();
        if known.is_some() || kept.len() >= MOST {
            return known;
        }
        let text: &'static str = String::leak(text);
        kept.insert(text);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Kept, LONGEST, MOST, interned, interned_pair, is_made_of, kept};

    #[test]
    fn a_text_is_kept_once() {
        let first = kept(["gpt-", "interned"]);
        let again = kept(["gpt-interned"]);
        assert_eq!(first, Some("gpt-interned"));
        let pointer = |text: Option<&'static str>| text.map(str::as_ptr);
        assert_eq!(pointer(first), pointer(again));
        let elsewhere =
            std::thread::spawn(|| kept(["gpt-interned"]).map(|text| text.as_ptr() as usize));
        let elsewhere = elsewhere.join().ok().flatten();
        assert_eq!(elsewhere, first.map(|text| text.as_ptr() as usize));
    }

    #[test]
    fn parts_are_taken_for_what_they_are_together() {
        assert_eq!(interned_pair("chat", "m-1"), "chat m-1");
        assert!(is_made_of("chat m-1", &["chat", " ", "m-1"]));
        assert!(!is_made_of("chat m-1", &["chat", " ", "m-"]));
        assert!(!is_made_of("chat m-", &["chat", " ", "m-1"]));
    }

    #[test]
    fn long_texts_are_copied() {
        let long = "x".repeat(LONGEST + 1);
        assert!(matches!(interned(&long), Cow::Owned(copy) if copy == long));
        assert_eq!(interned(""), "");
    }

    #[test]
    fn of_many_texts_the_first_ones_are_kept() {
        let kept = Kept::default();
        let texts = (0..=MOST).map(|number| format!("one of many {number}"));
        for (number, text) in texts.enumerate() {
            let expected = (number < MOST).then_some(text.as_str());
            assert_eq!(kept.keep(text.clone()), expected);
        }
        assert_eq!(kept.keep("one of many 0".to_owned()), Some("one of many 0"));
    }
}
