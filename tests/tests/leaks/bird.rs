//! Canaries: texts that are unique per place, and searched for where they must not appear.

use std::borrow::Cow;

/// The places that a canary is put in.
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
pub(crate) enum Bird {
    /// Matches no built-in kind of secret.
    Unknown,
    /// Looks like a key, which the built-in kinds detect anywhere.
    Key,
}

impl Bird {
    /// The name that is passed to the child process.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Key => "key",
        }
    }

    /// The kind of this process.
    fn of_process() -> Self {
        match std::env::var("LEAKS_BIRD").as_deref() {
            Ok("unknown") => Self::Unknown,
            Ok("key") => Self::Key,
            other => panic!("unknown bird: {other:?}"),
        }
    }

    /// The canary of a place.
    pub(crate) fn sings(self, place: &str) -> String {
        assert!(PLACES.contains(&place), "{place}");
        match self {
            Self::Unknown => format!("CANARY-marmalade-{place}"),
            Self::Key => format!("sk-proj-cAnArY0123456789cAnArY0123456789-{place}"),
        }
    }

    /// Asserts that no telling part of the canary is in these bytes.
    #[track_caller]
    pub(crate) fn is_silent_in(self, bytes: &[u8], case: &str) {
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
pub(crate) fn said(place: &str) -> String {
    Bird::of_process().sings(place)
}

/// Removes the unknown canary; a redactor of the user's own.
pub(crate) fn caught(text: &str) -> Cow<'_, str> {
    if text.contains("CANARY-marmalade") {
        Cow::Owned(text.replace("CANARY-marmalade", "[bird]"))
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
