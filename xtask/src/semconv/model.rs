//! One directory of the conventions, in one form for both formats: attributes with their types, and groups as lists of
//! references. References are not followed here.

use std::collections::BTreeMap;

use super::source::Imports;

/// The definitions of one directory.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) attributes: BTreeMap<String, Attribute>,
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) spans: Vec<Span>,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) metric_refinements: Vec<Refinement>,
    pub(crate) events: Vec<Event>,
    pub(crate) entities: Vec<String>,
    pub(crate) imports: Vec<(String, Imports)>,
}

/// An attribute's definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) file: String,
    pub(crate) value_type: &'static str,
    pub(crate) members: Vec<String>,
    pub(crate) stability: String,
    pub(crate) deprecated: Option<Deprecation>,
}

/// What replaces a deprecated attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deprecation {
    RenamedTo(String),
    Removed,
}

/// A named list of references.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) file: String,
    pub(crate) parts: Vec<Part>,
}

/// One entry of a group.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Group(String),
    Attribute(Reference),
}

/// A reference to an attribute; fields that are absent are inherited from an earlier reference to it.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) key: String,
    pub(crate) level: Option<(Level, bool)>,
    pub(crate) sampling_relevant: Option<bool>,
}

/// The requirement level of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Required,
    ConditionallyRequired,
    Recommended,
    OptIn,
}

/// A span, or a refinement of one.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) file: String,
    pub(crate) id: String,
    pub(crate) refines: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) text: String,
}

/// A metric.
#[derive(Debug, Clone)]
pub(crate) struct Metric {
    pub(crate) file: String,
    pub(crate) name: String,
    pub(crate) instrument: String,
    pub(crate) unit: String,
    pub(crate) value_type: Option<String>,
}

/// A provider's refinement of a metric.
#[derive(Debug, Clone)]
pub(crate) struct Refinement {
    pub(crate) file: String,
    pub(crate) id: String,
    pub(crate) of: String,
}

/// An event.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) text: String,
}
