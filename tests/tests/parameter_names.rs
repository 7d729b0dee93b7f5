//! How annotations match parameters by name, for every way of binding them.

use genai_runtime::testing::capture;
use genai_runtime::{chain_step, llm_span};

struct Question {
    text: String,
    limit: u8,
}

impl Question {
    fn new() -> Self {
        Self {
            text: "text".to_owned(),
            limit: 3,
        }
    }
}

#[test]
fn a_raw_identifier_matches_the_name_without_its_prefix() {
    #[llm_span(system = "openai", usage = none)]
    fn complete(r#model: &str, r#temperature: f64) -> usize {
        model.len()
    }

    let capture = capture();
    capture.run(|| complete("gpt-4o", 0.5));
    let span = capture.only_span();
    assert_eq!(span.text("gen_ai.request.model").as_deref(), Some("gpt-4o"));
    assert!(span.attribute("gen_ai.request.temperature").is_some());
}

#[test]
fn of_fields_with_exclusive_cfgs_the_present_one_is_recorded() {
    #[chain_step(attributes("app.limit" = limit, "app.text" = text.len()))]
    fn ask(
        Question {
            #[cfg(test)]
            limit,
            #[cfg(not(test))]
                no_such_field: limit,
            #[cfg(test)]
            text,
        }: Question,
    ) -> u8 {
        drop(text);
        limit
    }

    let capture = capture();
    assert_eq!(capture.run(|| ask(Question::new())), 3);
    let span = capture.only_span();
    assert_eq!(span.integer("app.limit"), Some(3));
    assert_eq!(span.integer("app.text"), Some(4));
}

#[tokio::test]
async fn a_field_under_a_cfg_that_only_the_body_uses_compiles() {
    #[chain_step(attributes("app.limit" = limit))]
    async fn ask(
        Question {
            limit,
            #[cfg(test)]
            text,
            #[cfg(not(test))]
            no_such_field,
            ..
        }: Question,
    ) -> String {
        text
    }

    let capture = capture();
    let text = capture.run_async(ask(Question::new())).await;
    assert_eq!(text, "text");
    assert_eq!(capture.only_span().integer("app.limit"), Some(3));
}
