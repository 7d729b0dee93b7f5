//! The registry as plain lines, one fact each: the basis of comparison for a re-pin, and easy to review.

use crate::semconv::model::{Attribute, Deprecation, Level};
use crate::semconv::profile::{Profile, Requirements};
use crate::semconv::registry::Registry;

/// All lines, in order.
pub(super) fn lines(registry: &Registry) -> String {
    let mut lines = Vec::new();
    for (key, entry) in &registry.attributes {
        let definitions = [("v1.41", &entry.v1_41), ("latest", &entry.latest)];
        for (profile, definition) in definitions {
            if let Some(definition) = definition {
                attribute(profile, key, definition, &mut lines);
            }
        }
    }
    signals("v1.41", &registry.v1_41, &mut lines);
    signals("latest", &registry.latest, &mut lines);
    lines.sort();
    lines.push(String::new());
    lines.join("\n")
}

fn attribute(profile: &str, key: &str, definition: &Attribute, lines: &mut Vec<String>) {
    let state = match &definition.deprecated {
        None => "",
        Some(Deprecation::Removed) => " deprecated",
        Some(Deprecation::RenamedTo(_)) => " renamed",
    };
    let value_type = definition.value_type;
    lines.push(format!("{profile} attribute {key}: {value_type}{state}"));
    for member in &definition.members {
        lines.push(format!("{profile} value {key}={member}: listed"));
    }
}

fn signals(name: &str, profile: &Profile, lines: &mut Vec<String>) {
    for (id, span) in &profile.spans {
        lines.push(format!("{name} span {id}: {}", span.kinds.join(", ")));
        levels(&format!("{name} span {id}"), &span.attributes, lines);
    }
    for (id, metric) in &profile.metrics {
        lines.push(format!(
            "{name} metric {id}: {}, {}",
            metric.instrument, metric.unit
        ));
        levels(&format!("{name} metric {id}"), &metric.attributes, lines);
        for (id, attributes) in &metric.refinements {
            levels(&format!("{name} metric {id}"), attributes, lines);
        }
    }
    for (id, event) in &profile.events {
        lines.push(format!("{name} event {id}: log record"));
        levels(&format!("{name} event {id}"), &event.attributes, lines);
    }
    for (id, attributes) in &profile.entities {
        lines.push(format!("{name} entity {id}: resource"));
        levels(&format!("{name} entity {id}"), attributes, lines);
    }
}

fn levels(of: &str, requirements: &Requirements, lines: &mut Vec<String>) {
    for (key, requirement) in requirements {
        let level = match requirement.level {
            Level::Required => "required",
            Level::ConditionallyRequired => "conditionally required",
            Level::Recommended => "recommended",
            Level::OptIn => "opt-in",
        };
        let sampling = if requirement.sampling_relevant {
            ", for sampling"
        } else {
            ""
        };
        lines.push(format!("{of} has {key}: {level}{sampling}"));
    }
}
