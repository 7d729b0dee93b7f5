//! Parts of the path of a workflow: steps, and groups of steps that ran concurrently.
//!
//! The text is bounded, the hash covers everything.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many steps a path shows. Later ones are only in the hash.
pub(crate) const STEPS: usize = 64;

/// The name of a step.
#[derive(Debug, Clone)]
pub(super) struct Name(pub(super) Cow<'static, str>);

/// A part of a path.
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

    /// A step with its own path; `hash` is that of [`hash_of_step`](Self::hash_of_step).
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

/// A hash that is the same in every process, on every machine and with every release of the compiler, which `std`'s
/// hashers do not guarantee. Hashes a word at a time, since every step of a chain takes several.
#[derive(Debug)]
pub(super) struct Hash(pub(super) u64);

/// Derived from the golden ratio; odd, so that multiplying by it is a bijection.
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
        // The low half of the product depends little on the high bits of the input, and the high half on the low ones.
        let high = u64::try_from(product >> 64).unwrap_or_default();
        self.0 = mixed.wrapping_mul(FACTOR) ^ high;
    }
}

impl Default for Hash {
    fn default() -> Self {
        Self(Self::START)
    }
}
