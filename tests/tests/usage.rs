//! The facts of a returned value, on the span and in the metrics.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a failed unwrap is a failed test, and these floats are exact"
)]
#![allow(
    clippy::struct_field_names,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "names of providers, and functions of every form"
)]

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, Response, Usage, UsageReport, attributes, llm_span, record};
use genai_tests::reply::{Reply, reply};
use opentelemetry::{KeyValue, Value};

#[test]
fn tokens_by_modality_are_recorded_next_to_the_reported_usage() {
    #[llm_span(system = "gcp.gemini", model = "m")]
    fn complete() -> Usage {
        record(attributes! { "gen_ai.usage.image.input_tokens" = 200 });
        Usage::new().input(300)
    }
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(complete);
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(300));
    assert_eq!(span.integer("gen_ai.usage.image.input_tokens"), Some(200));
    assert_conformant(&capture);
}

#[test]
fn usage_comes_from_a_function_by_hand_or_not_at_all() {
    struct Foreign {
        read: u64,
        written: u64,
    }
    #[llm_span(system = "openai", model = "closure", usage = |it| Usage::new().input(it.read).output(it.written))]
    fn by_closure() -> Result<Foreign, ()> {
        Ok(Foreign {
            read: 1,
            written: 2,
        })
    }
    fn usage_of(it: &Foreign) -> Usage {
        Usage::new().input(it.read)
    }
    #[llm_span(system = "openai", model = "path", usage = usage_of)]
    fn by_path() -> Foreign {
        Foreign {
            read: 4,
            written: 0,
        }
    }
    #[llm_span(system = "openai", model = "manual", usage = manual)]
    fn by_hand() {
        genai_runtime::report(&Usage::new().input(5));
        genai_runtime::report(&Usage::new().output(6));
    }
    #[llm_span(system = "openai", model = "none", usage = none)]
    fn not_at_all() {
        genai_runtime::report(&Usage::new().input(5));
    }
    let capture = capture();
    capture.run(|| {
        (
            by_closure().is_ok(),
            by_path().written,
            by_hand(),
            not_at_all(),
        )
    });
    let counts = ["closure", "path", "manual", "none"].map(|model| {
        let span = capture.span(&format!("chat {model}"));
        ["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"].map(|key| span.integer(key))
    });
    assert_eq!(
        counts,
        [
            [Some(1), Some(2)],
            [Some(4), None],
            [Some(5), Some(6)],
            [None, None]
        ]
    );
    assert_conformant(&capture);
}

#[test]
fn the_derive_supports_enums_tuples_and_generics() {
    #[derive(UsageReport)]
    enum Event<'a, T> {
        Started {
            #[usage(response_id)]
            id: &'a str,
        },
        Delta(#[usage(skip)] String),
        Ended(#[usage(nested)] T, #[usage(with = late)] u8),
        Ping,
    }
    #[derive(UsageReport)]
    struct Pair(
        #[usage(input_tokens)] u8,
        #[usage(output_tokens)] Option<u8>,
    );

    fn late(tokens: &u8, response: &mut Response<'_>) {
        response.reasoning_tokens(*tokens);
    }
    #[llm_span(system = "openai", model = "m")]
    fn events() -> Vec<Event<'static, Box<Pair>>> {
        vec![
            Event::Ping,
            Event::Started { id: "e1" },
            Event::Delta("text".to_owned()),
            Event::Ended(Box::new(Pair(9, Some(8))), 3),
        ]
    }
    let capture = capture();
    assert!(matches!(&capture.run(events)[2], Event::Delta(text) if text == "text"));
    let span = capture.span("chat m");
    assert_eq!(span.text("gen_ai.response.id").as_deref(), Some("e1"));
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(9));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(8));
    assert_eq!(
        span.integer("gen_ai.usage.reasoning.output_tokens"),
        Some(3)
    );
    assert_conformant(&capture);
}

#[test]
fn counts_that_contradict_each_other_are_reported_and_marked() {
    #[llm_span(system = "openai", model = "m")]
    fn call() -> Usage {
        Usage::new().input(3).cache_read(4)
    }
    let capture = capture();
    capture.run(call);
    let span = capture.span("chat m");
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(3));
    assert_eq!(
        span.integer("gen_ai.usage.cache_read.input_tokens"),
        Some(4)
    );
    assert_eq!(
        span.attribute("genai_runtime.usage.inconsistent"),
        Some(&Value::Bool(true))
    );
    assert_conformant(&capture);
}

#[test]
fn the_metrics_agree_with_the_span() {
    #[llm_span(system = "openai", endpoint = "http://127.0.0.1:8080/v1")]
    fn complete(model: &str) -> Reply {
        let _ = model;
        reply()
    }
    let capture = capture();
    capture.run(|| (complete("gpt"), complete("gpt")));
    let common = [
        KeyValue::new("gen_ai.operation.name", "chat"),
        KeyValue::new("gen_ai.provider.name", "openai"),
        KeyValue::new("gen_ai.request.model", "gpt"),
        KeyValue::new("gen_ai.response.model", "claude-x"),
        KeyValue::new("server.address", "127.0.0.1"),
        KeyValue::new("server.port", 8080),
    ];

    let duration = capture.metric("gen_ai.client.operation.duration").unwrap();
    assert_eq!(duration.unit, "s");
    let [point] = &duration.points[..] else {
        panic!("{duration:?}")
    };
    assert_eq!(point.attributes, common);
    assert_eq!(point.count, 2);
    let spans: f64 = capture
        .spans()
        .iter()
        .map(|span| span.duration().as_secs_f64())
        .sum();
    assert!(
        (point.sum - spans).abs() < 1e-6,
        "{} is not {spans}",
        point.sum
    );
    assert_eq!(
        point.bounds,
        [
            0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
        ]
    );

    let usage = capture.metric("gen_ai.client.token.usage").unwrap();
    assert_eq!(usage.unit, "{token}");
    assert_eq!(usage.points.len(), 2);
    assert_eq!(usage.points[0].bounds.len(), 14);
    assert_eq!(usage.points[0].bounds[13], 67_108_864.0);
    for (kind, tokens) in [("input", 35), ("output", 7)] {
        let mut points = usage.points_with("gen_ai.token.type", kind);
        let point = points.next().unwrap();
        assert_eq!((point.count, point.sum), (2, f64::from(2 * tokens)));
        let others = point
            .attributes
            .iter()
            .filter(|it| it.key.as_str() != "gen_ai.token.type");
        assert!(others.eq(common.iter()));
        let key = format!("gen_ai.usage.{kind}_tokens");
        assert_eq!(capture.spans()[0].integer(&key), Some(tokens.into()));
    }
    assert_conformant(&capture);
}

#[test]
fn metrics_are_recorded_without_the_span() {
    #[llm_span(system = "openai", model = "m", attributes("app.x" = unreachable()))]
    fn call() -> Usage {
        Usage::new().input(1)
    }
    fn unreachable() -> u8 {
        panic!("evaluated although the span is not recorded")
    }
    let capture = genai_runtime::testing::Capture::unsampled();
    capture.run(call);
    assert!(capture.spans().is_empty());
    assert_eq!(
        capture
            .metric("gen_ai.client.token.usage")
            .unwrap()
            .points
            .len(),
        1
    );
    assert_eq!(
        capture
            .metric("gen_ai.client.operation.duration")
            .unwrap()
            .points
            .len(),
        1
    );
    assert_conformant(&capture);
}

#[test]
fn reports_by_hand_add_up_wherever_they_come_from() {
    struct Outer;
    impl UsageReport for Outer {
        fn report(&self, response: &mut Response<'_>) {
            genai_runtime::report(&Usage::new().output(7));
            response.input_tokens(3).next_finish_reason("stop");
        }
    }
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn call() {
        genai_runtime::report(&Outer);
        genai_runtime::report(&Outer);
        std::thread::scope(|scope| {
            let reasoning = genai_runtime::propagation::with_current_context(|| {
                genai_runtime::report(&Usage::new().reasoning(2));
            });
            scope.spawn(reasoning);
            genai_runtime::report(&Usage::new().cache_read(1));
        });
    }
    let capture = capture();
    capture.run(call);
    let span = capture.only_span();
    let counts = [
        "input_tokens",
        "output_tokens",
        "reasoning.output_tokens",
        "cache_read.input_tokens",
    ]
    .map(|count| span.integer(&format!("gen_ai.usage.{count}")));
    assert_eq!(counts, [Some(3), Some(7), Some(2), Some(1)]);
    // All reports refer to the same choices, like the chunks of a stream.
    assert_eq!(
        span.texts("gen_ai.response.finish_reasons").unwrap(),
        ["stop"]
    );
    assert_conformant(&capture);
}

#[test]
fn a_count_beyond_the_limit_is_the_same_on_span_and_metric() {
    #[llm_span(system = "openai", model = "m")]
    fn call() -> Usage {
        Usage::new().input(u64::MAX)
    }
    let capture = capture();
    capture.run(call);
    assert_eq!(
        capture.only_span().integer("gen_ai.usage.input_tokens"),
        Some(i64::MAX)
    );
    let usage = capture.metric("gen_ai.client.token.usage").unwrap();
    #[expect(clippy::cast_precision_loss, reason = "the metric's sum is a float")]
    let expected = i64::MAX as f64;
    assert_eq!(usage.points[0].sum, expected);
    assert_conformant(&capture);
}
