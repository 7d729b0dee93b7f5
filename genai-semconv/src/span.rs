//! Spans: kinds, how they are named, and the attributes that belong on them.

/// The spans of the latest conventions, one static for each.
pub mod latest {
    pub use crate::generated::latest::spans::*;
}

/// The spans of v1.41, one static for each.
pub mod v1_41 {
    pub use crate::generated::v1_41::spans::*;
}

pub use crate::definition::span::{Span, SpanKind, SpanName};
use crate::look_up::{look_up, same};
use crate::profile::Profile;
use crate::requirement::{self, Requirement};

impl Span {
    /// Returns the span's requirement for an attribute; `None` if the attribute does not belong on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_semconv::requirement::Level;
    /// use genai_semconv::span;
    ///
    /// let inference = &span::latest::GEN_AI_CLIENT_INFERENCE;
    /// let provider = inference.requirement("gen_ai.provider.name").expect("it belongs there");
    /// assert_eq!(provider.level, Level::Required);
    /// assert!(provider.sampling_relevant);
    /// assert!(inference.requirement("gen_ai.tool.name").is_none());
    /// ```
    pub const fn requirement(&self, key: &str) -> Option<&Requirement> {
        requirement::find(self.attributes, key)
    }
}

look_up! {
    const fn by_id(key) -> &'static Span { id }
}

/// Finds a span by its identifier.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, span};
///
/// assert!(span::span(Profile::Latest, "gen_ai.client.inference").is_some());
/// assert!(span::span(Profile::V1_41, "gen_ai.inference.client").is_some());
/// ```
pub const fn span(profile: Profile, id: &str) -> Option<&'static Span> {
    match by_id(spans(profile), id) {
        Some(span) => Some(span),
        None => None,
    }
}

/// Returns all spans of a profile, refinements included, in the order of their identifiers.
pub const fn spans(profile: Profile) -> &'static [&'static Span] {
    match profile {
        Profile::V1_41 => v1_41::SPANS,
        Profile::Latest => latest::SPANS,
    }
}

/// Returns the spans that an operation may be reported as: more than one only where the place matters,
/// as for an agent in this process or elsewhere. Refinements are left out; see [`refinement`].
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, span::spans_of_operation};
///
/// let ids = |operation| spans_of_operation(Profile::Latest, operation).iter().map(|span| span.id);
/// assert!(ids("chat").eq(["gen_ai.client.inference"]));
/// assert!(ids("invoke_agent").eq(["gen_ai.invoke_agent.client", "gen_ai.invoke_agent.internal"]));
/// assert_eq!(ids("dance").count(), 0);
/// ```
pub const fn spans_of_operation(profile: Profile, operation: &str) -> &'static [&'static Span] {
    let mut operations = match profile {
        Profile::V1_41 => v1_41::OPERATIONS,
        Profile::Latest => latest::OPERATIONS,
    };
    while let [(name, spans), rest @ ..] = operations {
        if same(name, operation) {
            return spans;
        }
        operations = rest;
    }
    &[]
}

/// Finds the refinement of the span `id` for this provider.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, span};
///
/// let span = span::refinement(Profile::Latest, "gen_ai.client.inference", "openai");
/// assert!(span.is_some_and(|span| span.requirement("openai.api.type").is_some()));
/// ```
pub const fn refinement(profile: Profile, id: &str, provider: &str) -> Option<&'static Span> {
    let mut spans = spans(profile);
    while let [span, rest @ ..] = spans {
        if let (Some(refines), Some(of)) = (span.refines, span.provider)
            && same(refines, id)
            && same(of, provider)
        {
            return Some(span);
        }
        spans = rest;
    }
    None
}
