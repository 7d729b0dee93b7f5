//! The tables of names that are not, or no longer, valid.

use super::syntax::{HEADER, list, optional, texts};
use crate::semconv::overlay::{Rename, RenameKind};
use crate::semconv::registry::Registry;

/// Renames by former name, counterparts and reserved namespaces.
pub(super) fn tables(registry: &Registry) -> String {
    let pairs = registry.counterparts.iter();
    let pairs = pairs.map(|pair| format!("({:?}, {:?})", pair.v1_41, pair.latest));
    format!(
        "{HEADER}use crate::definition::rename::{{Rename, RenameKind}};

        {}{}{}{}
        /// The v1.41 name and the latest name of the same fact.
        pub(crate) static COUNTERPARTS: &[(&str, &str)] = {};

        pub(crate) static RESERVED: &[&str] = {};",
        table("ATTRIBUTES", &registry.attribute_renames),
        table("METRICS", &registry.metric_renames),
        table("SPANS", &registry.span_renames),
        table("EVENTS", &registry.event_renames),
        list(pairs),
        texts(&registry.reserved),
    )
}

fn table(name: &str, renames: &[Rename]) -> String {
    let one = |rename: &Rename| {
        let kind = match rename.kind {
            RenameKind::Otel => "Otel",
            RenameKind::Removed => "Removed",
            RenameKind::Vendor => "Vendor",
        };
        format!(
            "Rename {{ from: {:?}, kind: RenameKind::{kind}, to: {}, note: {} }}",
            rename.from,
            texts(&rename.to),
            optional(rename.note.as_ref()),
        )
    };
    let renames = list(renames.iter().map(one));
    format!("pub(crate) static {name}: &[Rename] = {renames};\n\n")
}
