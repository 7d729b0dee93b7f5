//! `OTEL_TRACES_SAMPLER`.

use super::Variables;
use crate::telemetry::diagnostics::quoted;
use crate::telemetry::sampler::Sampler;

const ARGUMENT: &str = "OTEL_TRACES_SAMPLER_ARG";

const SAMPLERS: &str = "`always_on`, `always_off`, `traceidratio`, `parentbased_always_on`, \
                        `parentbased_always_off` or `parentbased_traceidratio`";

pub(super) fn sampler(variables: &Variables<'_>) -> Option<Sampler> {
    let name = "OTEL_TRACES_SAMPLER";
    let default = "`parentbased_always_on`";
    let Some(text) = variables.text(name, default) else {
        warn_of_vain_ratio(variables, "is not set", "every", "parentbased_traceidratio");
        return None;
    };
    let lower = text.to_ascii_lowercase();
    let (root, parent_based) = match lower.strip_prefix("parentbased_") {
        Some(root) => (root, true),
        None => (lower.as_str(), false),
    };
    let sampler = match root {
        "always_on" => Sampler::AlwaysOn,
        "always_off" => Sampler::AlwaysOff,
        "traceidratio" => Sampler::TraceIdRatio(ratio(variables, &lower)),
        _ => {
            variables.refuse(name, &text, SAMPLERS, default);
            return None;
        }
    };
    let recorded = match sampler {
        Sampler::AlwaysOn => Some("every"),
        Sampler::AlwaysOff => Some("no"),
        _ => None,
    };
    if let Some(recorded) = recorded {
        let that = format!("is `{lower}`, which takes no ratio");
        let prefix = if parent_based { "parentbased_" } else { "" };
        warn_of_vain_ratio(variables, &that, recorded, &format!("{prefix}traceidratio"));
    }
    Some(if parent_based {
        Sampler::parent_based(sampler)
    } else {
        sampler
    })
}

/// Warns of a ratio that the sampler ignores, unless it would make no difference.
fn warn_of_vain_ratio(variables: &Variables<'_>, that: &str, recorded: &str, instead: &str) {
    let same = if recorded == "every" { 1.0 } else { 0.0 };
    let differs = |text: &String| text.trim().parse() != Ok(same);
    if let Some(text) = variables.text(ARGUMENT, "none").filter(differs) {
        variables.warn(format!(
            "`{ARGUMENT}` is `{}`, but `OTEL_TRACES_SAMPLER` {that}: {recorded} trace is recorded; set \
             `OTEL_TRACES_SAMPLER={instead}`",
            quoted(&text)
        ));
    }
}

fn ratio(variables: &Variables<'_>, sampler: &str) -> f64 {
    let expected = "a number from 0 to 1";
    let ratio = variables.parsed_or(ARGUMENT, expected, (1.0, "1"), |text| {
        text.parse()
            .ok()
            .filter(|ratio| (0.0..=1.0).contains(ratio))
    });
    ratio.unwrap_or_else(|| {
        variables.warn(format!(
            "`OTEL_TRACES_SAMPLER` is `{sampler}`, but `{ARGUMENT}` is not set: every trace is recorded; set it to \
             {expected}"
        ));
        1.0
    })
}
