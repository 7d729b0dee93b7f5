//! Short texts that recur, such as names of models and finish reasons.
//!
//! Each is leaked once, so that spans and metrics can hold it without a copy. The number and the length of interned
//! texts are bounded; any other text is copied.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::sync::{LazyLock, PoisonError, RwLock};

/// How many texts are interned at most.
const MOST: usize = 512;

/// Length in bytes of the longest text that is interned.
const LONGEST: usize = 96;

/// Buckets of the cache of each thread, which spares it the lock; a power of two.
const PLACES: usize = 32;

/// One bucket, the most recent text first: two texts that alternate do not evict each other.
type Place = [Cell<&'static str>; 2];

static KEPT: LazyLock<Kept> = LazyLock::new(Kept::default);

thread_local! {
    static HERE: [Place; PLACES] = const { [const { [Cell::new(""), Cell::new("")] }; PLACES] };
}

/// The text, interned if there is room.
#[inline]
pub(crate) fn interned<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'static, str> {
    let text = text.into();
    match kept([&text]) {
        Some(kept) => Cow::Borrowed(kept),
        None => Cow::Owned(text.into_owned()),
    }
}

/// Two texts with a space between them, interned if there is room.
pub(crate) fn interned_pair(first: &str, second: &str) -> Cow<'static, str> {
    match kept([first, " ", second]) {
        Some(kept) => Cow::Borrowed(kept),
        None => Cow::Owned(format!("{first} {second}")),
    }
}

/// The interned concatenation of the parts.
fn kept<const N: usize>(parts: [&str; N]) -> Option<&'static str> {
    let place = place(&parts)?;
    let here = HERE.try_with(|here| here.get(place).and_then(|place| recent(place, &parts)));
    if let Ok(Some(recent)) = here {
        return Some(recent);
    }
    let text = known_to_all(&parts)?;
    let _ = HERE.try_with(|here| {
        if let Some([last, before]) = here.get(place) {
            before.set(last.replace(text));
        }
    });
    Some(text)
}

/// The interned concatenation of the parts, from the set that all threads share.
#[cold]
fn known_to_all<const N: usize>(parts: &[&str; N]) -> Option<&'static str> {
    KEPT.keep(joined(parts, &mut [0; LONGEST])?)
}

/// The concatenation of the parts, on the stack: not every text is interned.
fn joined<'a, const N: usize>(
    parts: &[&'a str; N],
    memory: &'a mut [u8; LONGEST],
) -> Option<&'a str> {
    if let [text] = parts[..] {
        return Some(text);
    }
    let mut end = 0;
    for part in parts {
        let start = end;
        end += part.len();
        memory.get_mut(start..end)?.copy_from_slice(part.as_bytes());
    }
    str::from_utf8(memory.get(..end)?).ok()
}

#[inline]
fn recent<const N: usize>(place: &Place, parts: &[&str; N]) -> Option<&'static str> {
    let mut texts = place.iter().map(Cell::get);
    texts.find(|text| is_made_of(text, parts))
}

#[inline]
fn is_made_of<const N: usize>(text: &str, parts: &[&str; N]) -> bool {
    let rest = parts
        .iter()
        .try_fold(text, |rest, part| rest.strip_prefix(part));
    rest.is_some_and(str::is_empty)
}

/// The bucket of a text, by its length and its last bytes; `None` if it is empty or too long to be interned.
#[inline]
fn place<const N: usize>(parts: &[&str; N]) -> Option<usize> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length == 0 || length > LONGEST {
        return None;
    }
    let last = parts.last().map_or(&[][..], |last| last.as_bytes());
    let end = match last.last_chunk() {
        Some(end) => u64::from_le_bytes(*end),
        None => last.iter().fold(0, |end, byte| end << 8 | u64::from(*byte)),
    };
    // Fibonacci hashing: the upper half of the product is well mixed.
    let mixed = (end ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(mixed).ok().map(|mixed| mixed % PLACES)
}

/// All interned texts.
#[derive(Debug, Default)]
struct Kept(RwLock<HashSet<&'static str>>);

impl Kept {
    /// Interns the text; `None` if it is unknown and the set is full.
    fn keep(&self, text: &str) -> Option<&'static str> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(text).copied();
        if known.is_some() || kept.len() >= MOST {
            return known;
        }
        drop(kept);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(text).copied();
        if known.is_some() || kept.len() >= MOST {
            return known;
        }
        let text: &'static str = String::leak(text.to_owned());
        kept.insert(text);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{
        HERE, Kept, LONGEST, MOST, interned, interned_pair, is_made_of, joined, kept, place, recent,
    };

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
        let long = "é".repeat(LONGEST / 2 - 2);
        let of = |parts: [&str; 3]| joined(&parts, &mut [0; LONGEST]).map(str::to_owned);
        assert_eq!(of(["m", " ", "1"]).as_deref(), Some("m 1"));
        assert_eq!(
            of(["mo", &long, "-1"]).map(|text| text.len()),
            Some(LONGEST)
        );
        assert_eq!(of(["mod", &long, "-1"]), None);
    }

    #[test]
    fn all_texts_of_a_call_are_cached() {
        let texts = [
            "gpt-4o-mini",
            "chat gpt-4o-mini",
            "gpt-4o-mini-2024-07-18",
            "stop",
        ];
        for text in texts {
            interned(text);
        }
        for text in texts {
            let place = place(&[text]).unwrap();
            let here = HERE.with(|here| recent(&here[place], &[text]));
            assert_eq!(here, Some(text));
        }
    }

    #[test]
    fn long_texts_are_copied() {
        let long = "x".repeat(LONGEST + 1);
        assert!(matches!(interned(&long), Cow::Owned(copy) if copy == long));
        assert_eq!(interned(""), "");
    }

    #[test]
    fn the_first_of_many_texts_are_kept() {
        let kept = Kept::default();
        let texts = (0..=MOST).map(|number| format!("one of many {number}"));
        for (number, text) in texts.enumerate() {
            let expected = (number < MOST).then_some(text.as_str());
            assert_eq!(kept.keep(&text), expected);
        }
        assert_eq!(kept.keep("one of many 0"), Some("one of many 0"));
    }
}
