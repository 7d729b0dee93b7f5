//! Canaries: texts that are unique per place, and searched for where they must not appear.

use std::borrow::Cow;

/// The places that canaries are put in.
pub(crate) const PLACES: [&str; 10] = [
    "prompt",
    "completion",
    "arguments",
    "results",
    "queries",
    "documents",
    "errors",
    "answered",
    "headers",
    "baggage",
];

/// The kind of a canary.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Canary {
    /// Matches no built-in kind of secret.
    Unknown,
    /// Looks like a key, which the built-in kinds detect anywhere.
    Key,
}

impl Canary {
    /// The name that is passed to the child process.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Key => "key",
        }
    }

    /// The kind of this process.
    fn of_process() -> Self {
        match std::env::var("LEAKS_CANARY").as_deref() {
            Ok("unknown") => Self::Unknown,
            Ok("key") => Self::Key,
            other => panic!("unknown canary: {other:?}"),
        }
    }

    /// The canary of a place.
    pub(crate) fn at(self, place: &str) -> String {
        assert!(PLACES.contains(&place), "{place}");
        match self {
            Self::Unknown => format!("CANARY-marmalade-{place}"),
            Self::Key => format!("sk-proj-cAnArY0123456789cAnArY0123456789-{place}"),
        }
    }

    /// Asserts that no recognisable part of the canary is in these bytes.
    #[track_caller]
    pub(crate) fn assert_absent(self, bytes: &[u8], case: &str) {
        let parts = match self {
            Self::Unknown => ["canary", "marmalade"],
            Self::Key => ["canary", "0123456789"],
        };
        let lower = bytes.to_ascii_lowercase();
        for part in parts {
            if let Some(start) = lower
                .windows(part.len())
                .position(|at| at == part.as_bytes())
            {
                let around = start.saturating_sub(200)..(start + 100).min(bytes.len());
                let around = String::from_utf8_lossy(bytes.get(around).unwrap());
                panic!("`{part}` leaked, {case}: {around}");
            }
        }
    }
}

/// The canary of a place in this process.
pub(crate) fn canary(place: &str) -> String {
    Canary::of_process().at(place)
}

/// A redactor of the user's own, which replaces the canary that no built-in kind matches.
pub(crate) fn redact(text: &str) -> Cow<'_, str> {
    if text.contains("CANARY-marmalade") {
        Cow::Owned(text.replace("CANARY-marmalade", "[removed]"))
    } else {
        Cow::Borrowed(text)
    }
}

/// How often a text is in these bytes.
pub(crate) fn count(haystack: &[u8], needle: &str) -> usize {
    let windows = haystack.windows(needle.len());
    windows
        .filter(|window| *window == needle.as_bytes())
        .count()
}
