//! The generator on small conventions written for the purpose, and on the real ones where they are.

mod conventions;
mod formats;
mod mistakes;
mod resolved;

use super::overlay::{CoreChoice, MetricFacts, Overlay, Renames};
use super::registry::Registry;
use super::sources::build_with;

/// Builds a registry from one file for each source.
fn build(latest: &str, v1_41: &str, core: &str) -> Result<Registry, String> {
    let file = |name: &str, text: &str| vec![(format!("{name}/a.yaml"), text.to_owned())];
    build_with(
        &file("latest", latest),
        &file("v1.41", v1_41),
        &file("core", core),
        overlay(),
    )
}

fn overlay() -> Overlay {
    let map = |key: &str, value: &str| [(key.to_owned(), value.to_owned())].into();
    Overlay {
        core: CoreChoice {
            whole: vec!["error".to_owned()],
            genai: vec!["gen_ai".to_owned()],
            keys: Vec::new(),
        },
        metrics: MetricFacts {
            buckets: [("short".to_owned(), vec![1.0, 2.0])].into(),
            histograms: map("gen_ai.duration", "short"),
            value_types: map("gen_ai.duration", "double"),
            descriptions: map("gen_ai.duration", "A duration."),
        },
        renames: Renames::default(),
        ..Overlay::default()
    }
}
