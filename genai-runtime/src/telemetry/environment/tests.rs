//! Tables: variables -> settings.

use std::ffi::OsString;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry_sdk::metrics::Temporality;

use super::{Variables, read};
use crate::telemetry::batch::BatchSettings;
use crate::telemetry::propagator::Propagator;
use crate::telemetry::sampler::Sampler;
use crate::telemetry::settings::Settings;

pub(super) fn settings(variables: &[(&str, &str)]) -> (Settings, Vec<String>) {
    let lookup = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| OsString::from(*value))
    };
    read(Variables::new(&lookup)).unwrap()
}

pub(super) fn clean(variables: &[(&str, &str)]) -> Settings {
    let (settings, warnings) = settings(variables);
    assert_eq!(warnings, [""; 0], "{variables:?}");
    settings
}

/// The settings where a variable is set to something that is not UTF-8.
#[cfg(unix)]
pub(super) fn no_text(variable: &str) -> (Settings, Vec<String>) {
    use std::os::unix::ffi::OsStringExt;
    let lookup = |name: &str| (name == variable).then(|| OsString::from_vec(vec![0xff]));
    read(Variables::new(&lookup)).unwrap()
}

/// Every bad set of variables gives the settings of an empty environment and one warning.
pub(super) fn bad(cases: &[(&[(&str, &str)], &str)]) {
    for (variables, warning) in cases {
        let (found, warnings) = settings(variables);
        assert_eq!(warnings, [*warning], "{variables:?}");
        assert_eq!(
            format!("{found:?}"),
            format!("{:?}", Settings::default()),
            "{variables:?}"
        );
    }
}

#[test]
fn an_empty_value_counts_as_unset() {
    let names = [
        "OTEL_SDK_DISABLED",
        "OTEL_SERVICE_NAME",
        "OTEL_RESOURCE_ATTRIBUTES",
        "OTEL_TRACES_EXPORTER",
        "OTEL_TRACES_SAMPLER",
        "OTEL_PROPAGATORS",
        "OTEL_METRIC_EXPORT_INTERVAL",
        "OTEL_BSP_SCHEDULE_DELAY",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_OTLP_HEADERS",
    ];
    for value in ["", " "] {
        let variables: Vec<_> = names.iter().map(|name| (*name, value)).collect();
        assert_eq!(
            format!("{:?}", clean(&variables)),
            format!("{:?}", Settings::default())
        );
    }
}

#[test]
fn general_variables_are_read() {
    let found = clean(&[
        ("OTEL_SDK_DISABLED", "TRUE"),
        ("OTEL_SERVICE_NAME", "bot"),
        ("OTEL_RESOURCE_ATTRIBUTES", "service.name=other,team=a%20b"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1500"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "700"),
        ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "Delta"),
    ]);
    assert!(found.disabled);
    assert_eq!(found.service_name.as_deref(), Some("bot"));
    assert_eq!(
        found.attributes,
        [
            KeyValue::new("service.name", "other"),
            KeyValue::new("team", "a b")
        ]
    );
    assert_eq!(found.metric_interval, Duration::from_millis(1500));
    assert_eq!(found.metric_timeout, Duration::from_millis(700));
    assert_eq!(found.temporality, Temporality::Delta);
}

#[test]
fn the_six_names_of_samplers_are_read() {
    let ratio = Sampler::TraceIdRatio(0.25);
    for (name, sampler) in [
        ("always_on", Sampler::AlwaysOn),
        ("ALWAYS_OFF", Sampler::AlwaysOff),
        ("traceidratio", ratio.clone()),
        (
            "parentbased_always_on",
            Sampler::parent_based(Sampler::AlwaysOn),
        ),
        (
            "parentbased_always_off",
            Sampler::parent_based(Sampler::AlwaysOff),
        ),
        ("parentbased_traceidratio", Sampler::parent_based(ratio)),
    ] {
        let takes_ratio = name.ends_with("ratio");
        let variables = [
            ("OTEL_TRACES_SAMPLER", name),
            (
                "OTEL_TRACES_SAMPLER_ARG",
                if takes_ratio { "0.25" } else { "" },
            ),
        ];
        assert_eq!(clean(&variables).sampler, sampler);
    }
    let (found, warnings) = settings(&[
        ("OTEL_TRACES_SAMPLER", "traceidratio"),
        ("OTEL_TRACES_SAMPLER_ARG", "2.0"),
    ]);
    assert_eq!(
        warnings,
        ["`OTEL_TRACES_SAMPLER_ARG` is `2.0`: expected a number from 0 to 1; using 1"]
    );
    assert_eq!(found.sampler, Sampler::TraceIdRatio(1.0));
}

#[test]
fn a_ratio_that_does_not_fit_the_sampler_causes_a_warning() {
    let ratio = ("OTEL_TRACES_SAMPLER_ARG", "0.25");
    for (name, expected, recorded, instead) in [
        ("Always_On", Sampler::AlwaysOn, "every", "traceidratio"),
        (
            "parentbased_always_off",
            Sampler::parent_based(Sampler::AlwaysOff),
            "no",
            "parentbased_traceidratio",
        ),
    ] {
        let (found, warnings) = settings(&[("OTEL_TRACES_SAMPLER", name), ratio]);
        let name = name.to_ascii_lowercase();
        let warning = format!(
            "`OTEL_TRACES_SAMPLER_ARG` is `0.25`, but `OTEL_TRACES_SAMPLER` is `{name}`, which takes no ratio: {recorded} \
             trace is recorded; set `OTEL_TRACES_SAMPLER={instead}`"
        );
        assert_eq!(warnings, [warning]);
        assert_eq!(found.sampler, expected);
        let same = if recorded == "every" { "1.0" } else { "0" };
        clean(&[
            ("OTEL_TRACES_SAMPLER", &name),
            ("OTEL_TRACES_SAMPLER_ARG", same),
        ]);
    }
    let ratio = Sampler::TraceIdRatio(1.0);
    for (name, expected) in [
        ("traceidratio", ratio.clone()),
        ("parentbased_traceidratio", Sampler::parent_based(ratio)),
    ] {
        let (found, warnings) = settings(&[("OTEL_TRACES_SAMPLER", name)]);
        let warning = format!(
            "`OTEL_TRACES_SAMPLER` is `{name}`, but `OTEL_TRACES_SAMPLER_ARG` is not set: every trace is recorded; set it \
             to a number from 0 to 1"
        );
        assert_eq!(warnings, [warning]);
        assert_eq!(found.sampler, expected);
    }
}

#[test]
fn several_propagators_are_read() {
    use Propagator::{Baggage, TraceContext};
    for (list, expected) in [
        ("tracecontext", &[TraceContext][..]),
        ("Baggage, tracecontext,baggage", &[Baggage, TraceContext]),
        ("none", &[]),
    ] {
        assert_eq!(clean(&[("OTEL_PROPAGATORS", list)]).propagators, expected);
    }
    let (found, warnings) = settings(&[("OTEL_PROPAGATORS", "b3,baggage")]);
    let expected = "`OTEL_PROPAGATORS` is `b3,baggage`: expected `tracecontext`, `baggage`, `none` or a list of the \
                    first two; using `baggage`";
    assert_eq!(warnings, [expected]);
    assert_eq!(found.propagators, [Baggage]);
}

#[test]
fn batches_and_limits_are_read() {
    let found = clean(&[
        ("OTEL_BSP_MAX_QUEUE_SIZE", "10"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "5"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BSP_EXPORT_TIMEOUT", "200"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "300"),
        ("OTEL_BLRP_EXPORT_TIMEOUT", "0"),
        ("OTEL_ATTRIBUTE_COUNT_LIMIT", "7"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "8"),
        ("OTEL_SPAN_EVENT_COUNT_LIMIT", "9"),
        ("OTEL_SPAN_LINK_COUNT_LIMIT", "0"),
        ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "70"),
        ("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "80"),
    ]);
    let milliseconds = |value| Duration::from_millis(value);
    let spans = BatchSettings::new()
        .queue_size(10)
        .batch_size(5)
        .delay(milliseconds(100))
        .timeout(milliseconds(200));
    assert_eq!(found.span_batch, spans);
    assert_eq!(
        found.log_batch,
        BatchSettings::new()
            .delay(milliseconds(300))
            .timeout(milliseconds(0))
    );
    let limits = found.limits;
    let of_logs = (limits.log_values, limits.log_attributes);
    assert_eq!((limits.span_values, of_logs), (Some(80), (Some(70), 7)));
    let limits = limits.spans;
    assert_eq!(
        (
            limits.max_attributes_per_span,
            limits.max_attributes_per_event
        ),
        (8, 7)
    );
    assert_eq!(
        (limits.max_events_per_span, limits.max_links_per_span),
        (9, 0)
    );
    let (found, warnings) = settings(&[
        ("OTEL_BSP_MAX_QUEUE_SIZE", "10"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "11"),
    ]);
    let expected =
        "`OTEL_BSP_MAX_EXPORT_BATCH_SIZE` is `11`: expected no more than the queue holds; using 10";
    assert_eq!(warnings, [expected]);
    assert_eq!(found.span_batch.batch_size, Some(10));
}

#[cfg(not(all(feature = "console", feature = "otlp")))]
#[test]
fn an_exporter_that_is_not_compiled_in_is_an_error() {
    for (name, is_there) in [
        ("otlp", cfg!(feature = "otlp")),
        ("console", cfg!(feature = "console")),
    ] {
        let lookup =
            |variable: &str| (variable == "OTEL_LOGS_EXPORTER").then(|| OsString::from(name));
        let found = read(Variables::new(&lookup));
        let expected = format!(
            "`OTEL_LOGS_EXPORTER` selects the exporter `{name}`, which this build lacks; enable the feature `{name}` \
             of `genai-runtime`"
        );
        let error = found.err().map(|error| error.to_string());
        assert_eq!(error, (!is_there).then_some(expected));
    }
}
