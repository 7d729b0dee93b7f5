//! The releases of the GenAI conventions that telemetry is written in.
//!
//! The conventions are being renamed while backends read the last release, so the release is configurable: per context
//! for tests, else for the process, else by the environment.

use std::sync::atomic::{AtomicU8, Ordering};

use genai_semconv::attribute::{key_in, value_type_in};
use genai_semconv::{Profile, ValueType};
use opentelemetry::Value;

use super::attributes::whole;

/// The environment variable that chooses the conventions.
pub(crate) const VARIABLE: &str = "OTEL_SEMCONV_STABILITY_OPT_IN";

/// The variable's values that choose GenAI conventions.
const CHOICES: [(&str, Choice); 5] = [
    ("gen_ai_latest_experimental", Choice::Latest),
    ("gen_ai", Choice::Latest),
    ("gen_ai_latest_experimental/dup", Choice::Both),
    ("gen_ai/dup", Choice::Both),
    ("gen_ai_legacy/dup", Choice::Legacy),
];

#[derive(Clone, Copy)]
enum Choice {
    Latest,
    Both,
    Legacy,
}

/// The values that choose GenAI conventions.
#[cfg(feature = "sdk")]
pub(crate) fn choices() -> [&'static str; CHOICES.len()] {
    CHOICES.map(|(name, _)| name)
}

/// The releases of the OpenTelemetry GenAI conventions that telemetry is written in: several at once while
/// dashboards move from one to the next.
///
/// The environment chooses with `OTEL_SEMCONV_STABILITY_OPT_IN`, a comma-separated list:
///
/// | value | written |
/// |---|---|
/// | unset | release v1.41, which today's backends read |
/// | `gen_ai_latest_experimental` or `gen_ai` | the current state of the conventions |
/// | `gen_ai_latest_experimental/dup` or `gen_ai/dup` | both |
/// | `gen_ai_legacy/dup` | also the names before release v1.37: `gen_ai.system` and, of captured content, `gen_ai.prompt` and `gen_ai.completion` |
///
/// # Examples
///
/// ```
/// use genai_runtime::Conventions;
///
/// let opt_in = "http/dup,gen_ai_latest_experimental/dup";
/// assert_eq!(Conventions::from_opt_in(opt_in), Conventions::LATEST_AND_V1_41);
/// assert_eq!(Conventions::from_opt_in(""), Conventions::V1_41);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "conventions take effect through a builder or a capture"]
pub struct Conventions {
    v1_41: bool,
    latest: bool,
    legacy: bool,
}

impl Default for Conventions {
    fn default() -> Self {
        Self::V1_41
    }
}

impl Conventions {
    /// The last release, v1.41.
    pub const V1_41: Self = Self {
        v1_41: true,
        latest: false,
        legacy: false,
    };

    /// The current state of the conventions, not released yet.
    pub const LATEST: Self = Self {
        v1_41: false,
        latest: true,
        legacy: false,
    };

    /// Both: an attribute that was renamed is written under both names.
    pub const LATEST_AND_V1_41: Self = Self {
        v1_41: true,
        latest: true,
        legacy: false,
    };

    /// Also writes `gen_ai.system`, the provider's name before release v1.37, and captured content as `gen_ai.prompt`
    /// and `gen_ai.completion`, as before that release.
    pub const fn with_legacy(mut self) -> Self {
        self.legacy = true;
        self
    }

    /// Parses a value of `OTEL_SEMCONV_STABILITY_OPT_IN`. Entries for conventions other than GenAI's, and unknown ones,
    /// are ignored.
    pub fn from_opt_in(value: &str) -> Self {
        let (mut latest, mut both, mut legacy) = (false, false, false);
        for entry in value.split(',').map(str::trim) {
            match CHOICES.iter().find(|(name, _)| *name == entry) {
                Some((_, Choice::Latest)) => latest = true,
                Some((_, Choice::Both)) => both = true,
                Some((_, Choice::Legacy)) => legacy = true,
                None => {}
            }
        }
        Self {
            v1_41: both || !latest,
            latest: both || latest,
            legacy,
        }
    }

    /// Whether v1.41 is written.
    pub(crate) const fn has_v1_41(self) -> bool {
        self.v1_41
    }

    /// Whether the current state is written.
    pub(crate) const fn has_latest(self) -> bool {
        self.latest
    }

    /// Whether names before v1.37 are written.
    pub(crate) const fn has_legacy(self) -> bool {
        self.legacy
    }

    /// The distinct names of a key in the chosen conventions; the key itself if none of them has a name for it.
    pub(crate) fn names(self, key: &'static str) -> impl Iterator<Item = &'static str> {
        let of = |profile, is_chosen: bool| is_chosen.then(|| key_in(profile, key)).flatten();
        let v1_41 = of(Profile::V1_41, self.v1_41);
        let latest = of(Profile::Latest, self.latest).filter(|latest| Some(*latest) != v1_41);
        let itself = (v1_41.is_none() && latest.is_none()).then_some(key);
        [v1_41, latest, itself].into_iter().flatten()
    }

    /// Converts a number to the type of the key in the chosen conventions: some doubles of v1.41 are integers since.
    /// `None` for a fraction under a key that takes integers.
    pub(super) fn typed(self, key: &str, value: Option<Value>) -> Option<Value> {
        let profile = if self.v1_41 {
            Profile::V1_41
        } else {
            Profile::Latest
        };
        match (value_type_in(profile, key), value?) {
            #[expect(clippy::cast_precision_loss, reason = "parameters are far below 2^53")]
            (Some(ValueType::Double), Value::I64(integer)) => Some(Value::F64(integer as f64)),
            (Some(ValueType::Int), Value::F64(number)) => whole(number).map(Value::I64),
            (_, value) => Some(value),
        }
    }

    const fn bits(self) -> u8 {
        (self.v1_41 as u8) | (self.latest as u8) << 1 | (self.legacy as u8) << 2
    }

    const fn from_bits(bits: u8) -> Self {
        Self {
            v1_41: bits & 1 != 0,
            latest: bits & 2 != 0,
            legacy: bits & 4 != 0,
        }
    }
}

/// The process's choice as bits; 0 until there is one.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

/// The process's choice, else the environment's.
#[inline]
pub(super) fn of_process() -> Conventions {
    match CHOSEN.load(Ordering::Relaxed) {
        0 => of_environment(),
        bits => Conventions::from_bits(bits),
    }
}

#[cold]
fn of_environment() -> Conventions {
    let value = std::env::var(VARIABLE).unwrap_or_default();
    let bits = Conventions::from_opt_in(&value).bits();
    // A choice that was made in the meantime takes precedence over the environment.
    let chosen = CHOSEN.compare_exchange(0, bits, Ordering::Relaxed, Ordering::Relaxed);
    Conventions::from_bits(chosen.err().unwrap_or(bits))
}

/// Chooses for the process, or leaves it to the environment.
#[cfg(feature = "sdk")]
pub(crate) fn choose(conventions: Option<Conventions>) {
    let bits = conventions.map_or(0, Conventions::bits);
    CHOSEN.store(bits, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::Conventions;

    #[test]
    fn a_key_has_the_names_of_the_chosen_conventions() {
        let names = |conventions: Conventions, key| conventions.names(key).collect::<Vec<_>>();
        let cache = "gen_ai.usage.cache_write.input_tokens";
        let released = "gen_ai.usage.cache_creation.input_tokens";
        assert_eq!(names(Conventions::V1_41, cache), [released]);
        assert_eq!(names(Conventions::LATEST, released), [cache]);
        assert_eq!(
            names(Conventions::LATEST_AND_V1_41, cache),
            [released, cache]
        );
        assert_eq!(
            names(Conventions::LATEST_AND_V1_41, "error.type"),
            ["error.type"]
        );
        assert_eq!(
            names(Conventions::V1_41, "gen_ai.skill.name"),
            ["gen_ai.skill.name"]
        );
    }

    #[test]
    fn the_environment_chooses() {
        for (value, expected) in [
            ("", Conventions::V1_41),
            ("http,database/dup", Conventions::V1_41),
            ("gen_ai_latest_experimental", Conventions::LATEST),
            (" gen_ai , http", Conventions::LATEST),
            ("gen_ai/dup", Conventions::LATEST_AND_V1_41),
            ("gen_ai,gen_ai/dup", Conventions::LATEST_AND_V1_41),
            ("gen_ai/dup,gen_ai", Conventions::LATEST_AND_V1_41),
            ("gen_ai_legacy/dup", Conventions::V1_41.with_legacy()),
            (
                "gen_ai_latest_experimental,gen_ai_legacy/dup",
                Conventions::LATEST.with_legacy(),
            ),
            ("gen_ai_newest", Conventions::V1_41),
        ] {
            assert_eq!(Conventions::from_opt_in(value), expected, "{value}");
            assert_eq!(Conventions::from_bits(expected.bits()), expected);
        }
    }
}
