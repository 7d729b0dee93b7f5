//! The facts of a request, next to those of the annotation and of parameters.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::needless_pass_by_value,
    reason = "a failed unwrap is a failed test, these floats are exact, and functions have every form"
)]

mod asked;
mod parameters;
mod precedence;

use std::cell::{Cell, RefCell};

use genai_runtime::{Request, RequestReport, Response, UsageReport};

/// Counts how often each fact is requested.
#[derive(Default)]
struct Ask {
    model: Option<&'static str>,
    asked_for_model: Cell<u8>,
    asked_for_details: Cell<u8>,
    converted: RefCell<Vec<&'static str>>,
}

impl Ask {
    fn of(model: &'static str) -> Self {
        Self {
            model: Some(model),
            ..Self::default()
        }
    }
}

impl RequestReport for Ask {
    fn report(&self, request: &mut Request<'_>) {
        let asked = if request.takes_details() {
            &self.asked_for_details
        } else {
            &self.asked_for_model
        };
        asked.set(asked.get() + 1);
        request
            .model(self.model)
            .temperature(0.25)
            .top_p(0.5_f32)
            .top_k(40)
            .max_tokens(64_u16)
            .seed(-1)
            .choice_count(2)
            .stop_sequences(["END", "STOP"])
            .reasoning_level("high")
            .output_type("json")
            .stream(true)
            .previous_response_id("resp_1")
            .conversation("conv_1")
            .service_tier("flex")
            .api_type("responses")
            .embedding_dimensions(256)
            .encoding_formats("float");
        if request.messages().captures_content() {
            self.converted.borrow_mut().push("messages");
        }
    }
}

/// An answer without further facts.
struct Answer;

impl UsageReport for Answer {
    fn report(&self, response: &mut Response<'_>) {
        response.id("r").model("m").input_tokens(1).output_tokens(1);
        response.finish_reason(0, "stop");
    }
}
