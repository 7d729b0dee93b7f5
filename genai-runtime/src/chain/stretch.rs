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

    pub(super) fn of_step(name: &Name, way: &Self) -> Self {
        let text = if way.text.is_empty() {
            name.0.clone()
        } else {
            format!("{}({})", name.0, way.text).into()
        };
        Self {
            text,
            hash: Self::hash_of_step(name, way),
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

/// FNV-1a with 64 bits: the same in every process and every release of the compiler.
#[derive(Debug)]
pub(super) struct Hash(pub(super) u64);

impl Hash {
    const START: u64 = 0xcbf2_9ce4_8422_2325;

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    pub(super) fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            self.byte(byte);
        }
        // Ends it: no text has this byte.
        self.byte(0xff);
    }

    pub(super) fn number(&mut self, number: u64) {
        for byte in number.to_le_bytes() {
            self.byte(byte);
        }
    }
}

impl Default for Hash {
    fn default() -> Self {
        Self(Self::START)
    }
}
