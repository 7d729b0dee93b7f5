//! Parts of the way that a workflow goes: steps, and groups of steps that ran at the same time.
//!
//! The text is bounded, the hash takes in everything.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Steps that a path shows. What comes after them is only in the hash.
pub(crate) const STEPS: usize = 64;

/// What a step is called; most names are the functions'.
#[derive(Debug, Clone)]
pub(super) struct Name(pub(super) Cow<'static, str>);

/// A part of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) text: Cow<'static, str>,
    pub(super) hash: u64,
    pub(super) steps: usize,
}

impl Stretch {
    pub(super) const EMPTY: Self = Self {
        text: Cow::Borrowed(""),
        hash: Hash::START,
        steps: 0,
    };

    /// The hash is that of the step.
    pub(super) fn of_step(name: &Name, way: &Self, hash: u64) -> Self {
        let text = if way.text.is_empty() {
            name.0.clone()
        } else {
            format!("{}({})", name.0, way.text).into()
        };
        Self {
            text,
            hash,
            steps: way.steps + 1,
        }
    }

    pub(super) fn hash_of_step(name: &Name, way: &Self) -> u64 {
        let mut hash = Hash::default();
        hash.text(&name.0);
        hash.number(way.hash);
        hash.0
    }
}

pub(super) fn push_repeated(whole: &mut String, text: &str, count: u64) {
    whole.push_str(text);
    if count > 1 {
        let _ = write!(whole, "×{count}");
    }
}

/// The same in every process, on every machine and with every release of the compiler, which `std`'s hashers do not
/// promise. A word at a time: each step of a chain takes several, one after the other.
#[derive(Debug)]
pub(super) struct Hash(pub(super) u64);

/// Odd, so that no two products are the same; its bits are those of the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hash {
    const START: u64 = 0xcbf2_9ce4_8422_2325;

    pub(super) fn text(&mut self, text: &str) {
        let (words, rest) = text.as_bytes().as_chunks();
        for word in words {
            self.number(u64::from_le_bytes(*word));
        }
        let rest = rest.iter().rev();
        self.number(rest.fold(0, |word, byte| word << 8 | u64::from(*byte)));
        self.number(text.len() as u64);
    }

    pub(super) fn number(&mut self, number: u64) {
        let mixed = self.0 ^ number;
        let product = u128::from(mixed) * u128::from(FACTOR);
        // The low half knows little of the high bits of what was multiplied, and the high half little of the low ones.
        let high = u64::try_from(product >> 64).unwrap_or_default();
        self.0 = mixed.wrapping_mul(FACTOR) ^ high;
    }
}

impl Default for Hash {
    fn default() -> Self {
        Self(Self::START)
    }
}
