//! Rules for the attributes of spans; those of metrics and events follow the same ones.

use genai_runtime::Conventions;
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry::{Array, Value};

use super::Written;

fn texts(texts: &[&'static str]) -> Value {
    Value::Array(Array::String(
        texts.iter().map(|text| (*text).into()).collect(),
    ))
}

#[test]
fn a_missing_required_attribute_is_a_violation_of_every_written_profile() {
    let span = || Written::chat().without("gen_ai.provider.name");
    span().assert(&[
        "violation: `chat m`: `gen_ai.provider.name` is missing; v1.41 requires it here",
    ]);
    assert_eq!(
        span().graver(Conventions::LATEST_AND_V1_41),
        [
            "violation: `chat m`: `gen_ai.provider.name` is missing; v1.41 requires it here",
            "violation: `chat m`: `gen_ai.provider.name` is missing; latest requires it here",
        ]
    );
    Written::tool()
        .named("execute_tool")
        .without("gen_ai.tool.name")
        .assert(&[
            "violation: `execute_tool`: `gen_ai.tool.name` is missing; v1.41 requires it here",
        ]);
}

#[test]
fn an_attribute_that_one_provider_requires_is_checked() {
    let bedrock = Written::chat().but("gen_ai.provider.name", "aws.bedrock");
    bedrock.assert(&[
        "improvement: `chat m`: `aws.bedrock.guardrail.id` is missing; v1.41 requires it on \
         `aws.bedrock.client`",
    ]);
}

#[test]
fn an_attribute_that_one_provider_does_not_require_may_be_missing() {
    let azure = || {
        Written::chat()
            .but("gen_ai.provider.name", "azure.ai.inference")
            .with("server.address", "models.inference.ai.azure.com")
    };
    azure().assert(&[]);
    azure().assert_latest(&[]);
    azure().with("server.port", 8443).assert(&[]);
    // The other Azure spans have ports.
    azure().but("gen_ai.provider.name", "azure.ai.openai").assert(&[
        "violation: `chat m`: `server.port` is missing; v1.41 requires it if `server.address` is set",
    ]);
}

#[test]
fn content_that_is_not_json_of_the_right_shape_is_a_violation() {
    let deep = "[".repeat(1_000) + &"]".repeat(1_000);
    for messages in [
        "[]".to_owned(),
        r#"[{"role":"user","parts":[]}]"#.to_owned(),
        format!(r#" [ {{"parts" : [{{"type":"tool_call","arguments":{deep}}}], "role": "user"}}]"#),
    ] {
        Written::chat()
            .with("gen_ai.input.messages", messages)
            .assert(&[]);
    }
    for messages in [
        "hello",
        "",
        r#"{"role":"user","parts":[]}"#,
        r#"["hello"]"#,
        r#"[{"role":"user"}]"#,
        r#"[{"role":"user","content":"hello"}]"#,
        r#"[{"role":1,"parts":[]}]"#,
        r#"[{"role":"user","parts":["hello"]}]"#,
        r#"[{"role":"user","parts":[]}"#,
    ] {
        Written::chat().with("gen_ai.output.messages", messages).assert(&[
            "violation: `chat m`: `gen_ai.output.messages` has to be a JSON text: an array of messages with \
             `role` and `parts`",
        ]);
    }
    let tools = |value: Value| Written::chat().with("gen_ai.tool.definitions", value);
    tools(r#"[{"type":"function","name":"add"}]"#.into()).assert(&[]);
    for value in ["add".into(), texts(&["add"]), Value::I64(1)] {
        tools(value).assert(&[
            "violation: `chat m`: `gen_ai.tool.definitions` has to be a JSON text: an array of objects",
        ]);
    }
}

#[test]
fn a_negative_number_of_tokens_is_a_violation() {
    let used = |count: i64| Written::chat().with("gen_ai.usage.output_tokens", count);
    used(0).assert(&[]);
    used(-3).assert(&[
        "violation: `chat m`: `gen_ai.usage.output_tokens` is -3, which is not a number of tokens",
    ]);
}

#[test]
fn a_conditionally_required_attribute_is_checked_if_the_condition_visibly_holds() {
    Written::chat().with("server.address", "localhost").assert(&[
        "violation: `chat m`: `server.port` is missing; v1.41 requires it if `server.address` is set",
    ]);
    Written::chat()
        .with("gen_ai.response.time_to_first_chunk", 0.5)
        .assert(&[
            "violation: `chat m`: `gen_ai.request.stream` is missing; v1.41 requires it for a \
         streamed response",
        ]);
    Written::chat()
        .with("gen_ai.prompt.variable.user", "u")
        .assert_latest(&[
            "violation: `chat m`: `gen_ai.prompt.name` is missing; latest requires it if a prompt \
         template was used",
        ]);
}

#[test]
fn a_missing_recommended_attribute_is_information() {
    assert_eq!(
        Written::chat().about("gen_ai.response.id"),
        ["information: `chat m`: `gen_ai.response.id` is missing; v1.41 recommends it here"]
    );
    let there = Written::chat().with("gen_ai.response.id", "1");
    assert_eq!(there.about("gen_ai.response.id"), Vec::<String>::new());
}

#[test]
fn an_unknown_attribute_in_a_namespace_of_the_conventions_is_found() {
    Written::chat()
        .with("gen_ai.request.temprature", 0.5)
        .assert(&[
            "violation: `chat m`: unknown attribute `gen_ai.request.temprature`; did you mean \
         `gen_ai.request.temperature`?",
        ]);
    Written::chat()
        .with("gen_ai.mood_of_the_model", "good")
        .assert(&["violation: `chat m`: unknown attribute `gen_ai.mood_of_the_model`"]);
    Written::chat()
        .with("gen_ai.prompt.variable", "u")
        .assert_latest(&["violation: `chat m`: unknown attribute `gen_ai.prompt.variable`"]);
    Written::chat()
        .with("app.mood", "good")
        .with("genai_runtime.mood", "good")
        .assert(&[]);
}

#[test]
fn a_former_name_is_found_with_its_replacement() {
    let span = || Written::chat().with("gen_ai.usage.prompt_tokens", 3);
    let expected = "violation: `chat m`: `gen_ai.usage.prompt_tokens` was renamed to \
                    `gen_ai.usage.input_tokens`";
    span().assert(&[expected]);
    span().assert_latest(&[expected]);
    let cache = || Written::chat().with("gen_ai.usage.cache_creation.input_tokens", 3);
    cache().assert(&[]);
    assert_eq!(cache().graver(Conventions::LATEST_AND_V1_41), [""; 0]);
    cache().assert_latest(&[
        "violation: `chat m`: `gen_ai.usage.cache_creation.input_tokens` was renamed to \
         `gen_ai.usage.cache_write.input_tokens`",
    ]);
}

#[test]
fn former_names_pass_with_legacy_conventions() {
    let span = || Written::chat().with("gen_ai.system", "groq");
    let expected = "violation: `chat m`: `gen_ai.system` was renamed to `gen_ai.provider.name`";
    span().assert(&[expected]);
    span().assert_latest(&[expected]);
    assert_eq!(span().graver(Conventions::V1_41.with_legacy()), [""; 0]);
    assert_eq!(span().graver(Conventions::LATEST.with_legacy()), [""; 0]);
}

#[test]
fn a_name_of_the_other_profile_is_information() {
    let reasoning = Written::chat().with("gen_ai.request.reasoning.level", "high");
    assert_eq!(
        reasoning.about("gen_ai.request.reasoning.level"),
        [
            "information: `chat m`: `gen_ai.request.reasoning.level` exists only in latest, not in v1.41"
        ]
    );
    Written::chat()
        .with("gen_ai.usage.cache_write.input_tokens", 3)
        .assert(&[
            "improvement: `chat m`: `gen_ai.usage.cache_write.input_tokens` is named \
         `gen_ai.usage.cache_creation.input_tokens` in v1.41",
        ]);
    let conversation = Written::tool().with("gen_ai.conversation.id", "c");
    assert_eq!(
        conversation.about("gen_ai.conversation.id"),
        [
            "information: `execute_tool add`: `gen_ai.conversation.id` belongs on a span of operation \
             `execute_tool` only in latest, not in v1.41"
        ]
    );
}

#[test]
fn an_attribute_of_another_operation_is_found() {
    Written::chat().with("gen_ai.tool.name", "add").assert(&[
        "improvement: `chat m`: `gen_ai.tool.name` does not belong on a span of operation `chat`",
    ]);
    // General attributes, such as a server's, are mere information where no convention lists them.
    let served = || {
        Written::tool()
            .with("server.address", "s")
            .with("server.port", 1)
    };
    served().assert(&[]);
    assert_eq!(
        served().about("server.address"),
        [
            "information: `execute_tool add`: `server.address` does not belong on a span of operation \
             `execute_tool`"
        ]
    );
    Written::step().with("gen_ai.conversation.id", "c").assert(&[
        "improvement: `tidy`: `gen_ai.conversation.id` does not belong on a step without an operation",
    ]);
    // Neither profile lists it here.
    Written::chat().with("gen_ai.skill.name", "s").assert(&[
        "improvement: `chat m`: `gen_ai.skill.name` does not belong on a span of operation `chat`",
    ]);
    Written::tool().with("gen_ai.usage.text.input_tokens", 3).assert(&[
        "violation: `execute_tool add`: `gen_ai.usage.text.input_tokens` does not belong on a span of \
         operation `execute_tool`",
    ]);
    Written::step().with("server.address", "s").assert(&[]);
    Written::tool()
        .with("user.id", "u")
        .with("code.function.name", "f")
        .assert(&[]);
    Written::chat().with("openai.response.service_tier", "default").assert(&[
        "improvement: `chat m`: `openai.response.service_tier` does not belong on a span of operation \
         `chat`",
    ]);
    let openai = Written::chat().but("gen_ai.provider.name", "openai");
    openai
        .with("openai.response.service_tier", "default")
        .assert(&[]);
    let prompt = Written::chat().with("gen_ai.prompt.name", "p");
    prompt
        .with("gen_ai.prompt.variable.user", "u")
        .assert_latest(&[]);
}

#[test]
fn a_value_of_another_type_is_a_violation() {
    Written::chat()
        .with("gen_ai.request.max_tokens", "many")
        .with("gen_ai.request.temperature", 1)
        .with("gen_ai.response.finish_reasons", "stop")
        .with("gen_ai.request.top_k", 4)
        .assert(&[
            "violation: `chat m`: `gen_ai.request.max_tokens` takes an integer, found a string",
            "violation: `chat m`: `gen_ai.request.temperature` takes a floating-point number, found an \
             integer",
            "violation: `chat m`: `gen_ai.response.finish_reasons` takes a list of strings, found a string",
            "violation: `chat m`: `gen_ai.request.top_k` takes a floating-point number, found an integer",
        ]);
    Written::chat()
        .with("gen_ai.request.top_k", 4)
        .with("gen_ai.response.finish_reasons", texts(&["stop"]))
        .with("gen_ai.request.stop_sequences", texts(&[]))
        .with("gen_ai.input.messages", "[]")
        .assert_latest(&[]);
    // With both profiles, either type is accepted.
    for top_k in [Value::I64(4), Value::F64(4.0)] {
        let span = Written::chat().with("gen_ai.request.top_k", top_k);
        assert_eq!(span.graver(Conventions::LATEST_AND_V1_41), [""; 0]);
    }
    // With an unreadable operation, the other rules do not apply.
    Written::step()
        .with("gen_ai.operation.name", 7)
        .assert(&["violation: `tidy`: `gen_ai.operation.name` takes a string, found an integer"]);
}

#[test]
fn a_value_similar_to_a_well_known_one_is_an_improvement() {
    Written::chat().with("gen_ai.output.type", "jason").assert(&[
        "improvement: `chat m`: `jason` is not a well-known value of `gen_ai.output.type`; write `json`",
    ]);
    Written::chat().but("gen_ai.provider.name", "az.ai.openai").assert(&[
        "improvement: `chat m`: `az.ai.openai` is not a well-known value of `gen_ai.provider.name`; write \
         `azure.ai.openai`",
    ]);
    let own = Written::chat().but("gen_ai.provider.name", "house-made");
    assert_eq!(
        own.about("gen_ai.provider.name"),
        ["information: `chat m`: `house-made` is not a well-known value of `gen_ai.provider.name`"]
    );
    let failed = Written::chat()
        .ended(Status::error(""))
        .with("error.type", "rate_limited");
    assert_eq!(failed.about("error.type"), Vec::<String>::new());
    for (class, expected) in [
        ("io_Other", None),
        ("Other", None),
        ("_other", Some("_OTHER")),
    ] {
        let failed = Written::chat()
            .ended(Status::error("x"))
            .with("error.type", class);
        let finding = |meant| {
            format!(
                "improvement: `chat m`: `{class}` is not a well-known value of `error.type`; write `{meant}`"
            )
        };
        let expected: Vec<_> = expected.map(finding).into_iter().collect();
        assert_eq!(failed.about("error.type"), expected);
    }
}

#[test]
fn an_attribute_with_its_default_value_is_an_improvement() {
    Written::chat()
        .with("gen_ai.request.stream", false)
        .with("gen_ai.request.choice.count", 1)
        .assert(&[
            "improvement: `chat m`: `gen_ai.request.stream` is false, the default, which the conventions leave out",
            "improvement: `chat m`: `gen_ai.request.choice.count` is 1, the default, which the conventions leave out",
        ]);
}

#[test]
fn a_duplicate_key_is_a_violation() {
    Written::chat()
        .with("app.x", 1)
        .with("app.x", 2)
        .assert(&["violation: `chat m`: `app.x` is set more than once"]);
    let kind = SpanKind::Internal;
    let twice = Written::new("tidy", kind, [("gen_ai.operation.name", "invoke_workflow")]);
    twice
        .named("invoke_workflow")
        .with("gen_ai.operation.name", "invoke_workflow")
        .assert(&["violation: `invoke_workflow`: `gen_ai.operation.name` is set more than once"]);
}
