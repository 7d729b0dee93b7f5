use genai_runtime::{AttributeList, record, semconv};

fn main() {
    record(
        AttributeList::new().with(
            semconv::GEN_AI_REQUEST_TEMPERATURE,
            "hot",
        ),
    );
}
