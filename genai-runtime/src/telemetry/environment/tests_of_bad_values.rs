//! A table: every bad value -> its one warning and the default.

use super::tests::bad;
#[cfg(unix)]
use super::tests::no_text;

#[test]
fn invalid_values_cause_one_warning_and_use_the_default() {
    bad(&[
        (
            &[("OTEL_SDK_DISABLED", "yes")],
            "`OTEL_SDK_DISABLED` is `yes`: expected `true` or `false`; using `false`",
        ),
        (
            &[("OTEL_RESOURCE_ATTRIBUTES", "a=1,b")],
            "`OTEL_RESOURCE_ATTRIBUTES` has the entry `b`: expected `key=value`, percent-encoded, separated by commas; \
             using none of its attributes",
        ),
        (
            &[("OTEL_TRACES_SAMPLER", "xray")],
            "`OTEL_TRACES_SAMPLER` is `xray`: expected `always_on`, `always_off`, `traceidratio`, \
             `parentbased_always_on`, `parentbased_always_off` or `parentbased_traceidratio`; \
             using `parentbased_always_on`",
        ),
        (
            &[("OTEL_TRACES_SAMPLER_ARG", "0.1")],
            "`OTEL_TRACES_SAMPLER_ARG` is `0.1`, but `OTEL_TRACES_SAMPLER` is not set: every trace is recorded; set \
             `OTEL_TRACES_SAMPLER=parentbased_traceidratio`",
        ),
        (
            &[("OTEL_PROPAGATORS", "b3")],
            "`OTEL_PROPAGATORS` is `b3`: expected `tracecontext`, `baggage`, `none` or a list of the first two; \
             using `tracecontext,baggage`",
        ),
        (
            &[("OTEL_METRIC_EXPORT_INTERVAL", "1m")],
            "`OTEL_METRIC_EXPORT_INTERVAL` is `1m`: expected a whole number of milliseconds, more than 0; using 60000",
        ),
        (
            &[("OTEL_METRIC_EXPORT_TIMEOUT", "-1")],
            "`OTEL_METRIC_EXPORT_TIMEOUT` is `-1`: expected a whole number of milliseconds; using 30000",
        ),
        (
            &[("OTEL_BSP_SCHEDULE_DELAY", "-1")],
            "`OTEL_BSP_SCHEDULE_DELAY` is `-1`: expected a whole number of milliseconds, more than 0; using 5000",
        ),
        (
            &[("OTEL_BSP_EXPORT_TIMEOUT", "x")],
            "`OTEL_BSP_EXPORT_TIMEOUT` is `x`: expected a whole number of milliseconds; using 30000",
        ),
        (
            &[("OTEL_BSP_MAX_QUEUE_SIZE", "0")],
            "`OTEL_BSP_MAX_QUEUE_SIZE` is `0`: expected a whole number from 1 to 1048576; using as many as 192 MiB hold",
        ),
        (
            &[("OTEL_BSP_MAX_QUEUE_SIZE", "20000000000")],
            "`OTEL_BSP_MAX_QUEUE_SIZE` is `20000000000`: expected a whole number from 1 to 1048576; using as many as 192 MiB hold",
        ),
        (
            &[("OTEL_BLRP_MAX_QUEUE_SIZE", "18446744073709551615")],
            "`OTEL_BLRP_MAX_QUEUE_SIZE` is `18446744073709551615`: expected a whole number from 1 to 1048576; using 2048",
        ),
        (
            &[("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "many")],
            "`OTEL_BSP_MAX_EXPORT_BATCH_SIZE` is `many`: expected a whole number, more than 0; using 512",
        ),
        (
            &[("OTEL_BLRP_SCHEDULE_DELAY", "soon")],
            "`OTEL_BLRP_SCHEDULE_DELAY` is `soon`: expected a whole number of milliseconds, more than 0; using 1000",
        ),
        (
            &[("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "-1")],
            "`OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT` is `-1`: expected a whole number; using 128",
        ),
        (
            &[("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "1k")],
            "`OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT` is `1k`: expected a whole number; using no limit",
        ),
        (
            &[("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "sum")],
            "`OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE` is `sum`: expected `cumulative`, `delta` or \
             `lowmemory`; using `cumulative`",
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn values_that_are_not_utf8_cause_a_warning() {
    let (found, warnings) = no_text("OTEL_SERVICE_NAME");
    assert_eq!(
        warnings,
        ["`OTEL_SERVICE_NAME` is not valid UTF-8: expected text; using the default name"]
    );
    assert_eq!(found.service_name, None);
}
