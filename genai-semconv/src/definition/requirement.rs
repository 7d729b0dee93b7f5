//! Attributes of a signal, and their requirement levels.

/// An attribute of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// The attribute's key.
    pub key: &'static str,
    /// The requirement level.
    pub level: Level,
    /// Whether the level holds only under a condition; always `true` for
    /// [`Level::ConditionallyRequired`].
    pub conditional: bool,
    /// Whether samplers should see the attribute, so that a span has it from its start. Meaningless on
    /// metrics and events.
    pub sampling_relevant: bool,
}

/// The requirement level of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Always present.
    Required,
    /// Always present if a condition holds.
    ConditionallyRequired,
    /// Present unless there is a reason to leave it out.
    Recommended,
    /// Present only if the user asks for it.
    OptIn,
}

impl Requirement {
    const fn new(key: &'static str, level: Level, conditional: bool) -> Self {
        Self {
            key,
            level,
            conditional,
            sampling_relevant: false,
        }
    }

    pub(crate) const fn sampled(mut self) -> Self {
        self.sampling_relevant = true;
        self
    }
}

pub(crate) const fn required(key: &'static str) -> Requirement {
    Requirement::new(key, Level::Required, false)
}

pub(crate) const fn conditionally_required(key: &'static str) -> Requirement {
    Requirement::new(key, Level::ConditionallyRequired, true)
}

pub(crate) const fn recommended(key: &'static str) -> Requirement {
    Requirement::new(key, Level::Recommended, false)
}

pub(crate) const fn recommended_if(key: &'static str) -> Requirement {
    Requirement::new(key, Level::Recommended, true)
}

pub(crate) const fn opt_in(key: &'static str) -> Requirement {
    Requirement::new(key, Level::OptIn, true)
}
