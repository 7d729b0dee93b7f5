//! Spans.

use super::requirement::Requirement;
use crate::profile::Profile;

/// A span of the conventions, or its refinement for one provider or kind of tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// Identifier, such as `gen_ai.client.inference`; it is not recorded.
    pub id: &'static str,
    /// The profile that defines it.
    pub profile: Profile,
    /// Identifier of the span that this one refines.
    pub refines: Option<&'static str>,
    /// The provider that a refinement is for.
    pub provider: Option<&'static str>,
    /// Kinds that the span may have, the usual one first.
    pub kinds: &'static [SpanKind],
    /// Values of `gen_ai.operation.name` that it is for; empty where the operation does not decide.
    pub operations: &'static [&'static str],
    /// How the span is named.
    pub name: SpanName,
    /// Attributes, in the order of their keys.
    pub attributes: &'static [Requirement],
}

/// The kind of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SpanKind {
    /// A call to another process.
    Client,
    /// The other side of such a call.
    Server,
    /// Work of this process.
    Internal,
}

/// How a span is named: the value of one attribute, then those of others, with blanks between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpanName {
    /// Key of the attribute that the name begins with.
    pub first: &'static str,
    /// Lists of keys for what follows: the first list whose attributes are all set is used, else nothing follows.
    pub alternatives: &'static [&'static [&'static str]],
}
