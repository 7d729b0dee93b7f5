//! The two states of the conventions that the registry knows.

/// A state of the conventions.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, metric};
///
/// assert!(metric::metric(Profile::V1_41, "gen_ai.client.token.usage").is_some());
/// assert!(metric::metric(Profile::Latest, "gen_ai.client.token.usage").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// The last release that holds the GenAI conventions, v1.41 of OpenTelemetry's semantic
    /// conventions.
    V1_41,
    /// The GenAI conventions' own repository, at the commit that `SEMCONV_PIN` names.
    Latest,
}

impl Profile {
    /// Both profiles, the older one first.
    pub const ALL: [Self; 2] = [Self::V1_41, Self::Latest];

    /// Returns the name that messages use: `v1.41` or `latest`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1_41 => "v1.41",
            Self::Latest => "latest",
        }
    }
}
