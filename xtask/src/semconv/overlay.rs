//! Facts that the model lacks: names of other libraries, bucket bounds, descriptions in our own words. Kept by hand in
//! `xtask/semconv`, in the model's format.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// All hand-kept facts.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    pub(crate) core: CoreChoice,
    pub(crate) spans: BTreeMap<String, BTreeMap<String, SpanFacts>>,
    pub(crate) metrics: MetricFacts,
    pub(crate) renames: Renames,
    pub(crate) descriptions: BTreeMap<String, String>,
}

/// Which attributes of the core conventions are in the registry, and which namespaces are reserved.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CoreChoice {
    pub(crate) whole: Vec<String>,
    pub(crate) genai: Vec<String>,
    pub(crate) keys: Vec<String>,
}

/// Facts about one span.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SpanFacts {
    pub(crate) operations: Vec<String>,
    pub(crate) refines: Option<String>,
    pub(crate) provider: Option<String>,
}

/// Facts about metrics.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetricFacts {
    pub(crate) buckets: BTreeMap<String, Vec<f64>>,
    pub(crate) histograms: BTreeMap<String, String>,
    pub(crate) value_types: BTreeMap<String, String>,
    pub(crate) descriptions: BTreeMap<String, String>,
}

/// Names that are not, or no longer, valid.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renames {
    pub(crate) attributes: Vec<Rename>,
    pub(crate) metrics: Vec<Rename>,
    pub(crate) spans: Vec<Rename>,
    pub(crate) events: Vec<Rename>,
    pub(crate) counterparts: Vec<Counterparts>,
}

/// One such name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rename {
    pub(crate) from: String,
    pub(crate) kind: RenameKind,
    pub(crate) to: Vec<String>,
    pub(crate) note: Option<String>,
}

/// The kind of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RenameKind {
    Otel,
    Removed,
    Vendor,
}

/// The names of one attribute in both profiles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counterparts {
    pub(crate) v1_41: String,
    pub(crate) latest: String,
}

/// Core attributes that are defined here, in the format of the model.
pub(crate) const CODE: (&str, &str) = ("code.yaml", include_str!("../../semconv/code.yaml"));

impl Overlay {
    /// Reads the hand-kept files.
    ///
    /// # Errors
    ///
    /// The file and the line of what cannot be parsed.
    pub(crate) fn read() -> Result<Self, String> {
        Ok(Self {
            core: parse("core.yaml", include_str!("../../semconv/core.yaml"))?,
            spans: parse("spans.yaml", include_str!("../../semconv/spans.yaml"))?,
            metrics: parse("metrics.yaml", include_str!("../../semconv/metrics.yaml"))?,
            renames: parse("renames.yaml", include_str!("../../semconv/renames.yaml"))?,
            descriptions: parse(
                "descriptions.yaml",
                include_str!("../../semconv/descriptions.yaml"),
            )?,
        })
    }
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, String> {
    serde_saphyr::from_str(text).map_err(|error| format!("xtask/semconv/{file}: {error}"))
}
