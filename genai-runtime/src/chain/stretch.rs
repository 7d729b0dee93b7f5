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

/// Steps of one name that did the same, and how many of them did.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Name,
    pub(super) way: u64,
    pub(super) stretch: Stretch,
    pub(super) count: u64,
}

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
        let mut hash = Hash::default();
        hash.text(&name.0);
        hash.number(way.hash);
        let text = if way.text.is_empty() {
            name.0.clone()
        } else {
            format!("{}({})", name.0, way.text).into()
        };
        Self {
            text,
            hash: hash.0,
            steps: way.steps + 1,
        }
    }

    /// Steps that ran together, which are no group any more; none if there are none.
    pub(super) fn of_group(members: &mut Vec<Member>) -> Option<Self> {
        let stretch = match members.as_slice() {
            [] => return None,
            [only] if only.count == 1 => members.pop().map(|only| only.stretch),
            members => Some(Self::of_members(members)),
        };
        members.clear();
        stretch
    }

    fn of_members(members: &[Member]) -> Self {
        let mut text = "{".to_owned();
        let mut steps = 0;
        let mut hash = Hash::default();
        let mut is_cut = false;
        for (position, Member { stretch, count, .. }) in members.iter().enumerate() {
            hash.number(stretch.hash);
            hash.number(*count);
            if is_cut {
                continue;
            }
            if position > 0 {
                text.push_str(", ");
            }
            is_cut = steps + stretch.steps > STEPS;
            if is_cut {
                text.push('…');
            } else {
                steps += stretch.steps;
                push_repeated(&mut text, &stretch.text, *count);
            }
        }
        text.push('}');
        hash.text("{}");
        Self {
            text: text.into(),
            hash: hash.0,
            steps,
        }
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

    fn text(&mut self, text: &str) {
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
