//! Keys of this framework's own, for what the conventions do not cover.

/// Text. Name of a step for which the conventions have no span; own namespace.
pub const CHAIN_STEP_NAME: &str = "chain.step.name";
/// Text. The choice that a chain made; the name of the decision follows the key. With `.confidence` appended, a double
/// from 0 to 1; own namespace.
pub const CHAIN_DECISION: &str = "chain.decision";
/// Text. The steps of a workflow in the order in which they started: `a > b×2 > {c, d}`; own namespace.
pub const CHAIN_PATH: &str = "chain.path";
/// Text, 16 hexadecimal digits. Equal for workflows with the same path; own namespace.
pub const CHAIN_PATH_HASH: &str = "chain.path.hash";
/// Integer, counted from 1. The number of an attempt at a step or a call to a model; own namespace.
pub const CHAIN_ATTEMPT: &str = "chain.attempt";
/// Text. The feature of the application that a chain belongs to.
pub const APP_FEATURE: &str = "app.feature";
/// Text. The kind of step that a span stands for, for backends that cannot tell it from `gen_ai.operation.name`; a key
/// of the `OpenInference` conventions.
pub const OPENINFERENCE_SPAN_KIND: &str = "openinference.span.kind";
/// Text. The input of a span, for people who read a list of spans; a key of the `OpenInference` conventions.
pub const INPUT_VALUE: &str = "input.value";
/// Text. The media type of `input.value`: `text/plain` or `application/json`; a key of the `OpenInference` conventions.
pub const INPUT_MIME_TYPE: &str = "input.mime_type";
/// Text. The output of a span, for people who read a list of spans; a key of the `OpenInference` conventions.
pub const OUTPUT_VALUE: &str = "output.value";
/// Text. The media type of `output.value`: `text/plain` or `application/json`; a key of the `OpenInference` conventions.
pub const OUTPUT_MIME_TYPE: &str = "output.mime_type";
/// Text. The outcome of an operation that its status cannot express: `cancelled` or `none`; own namespace.
pub const GENAI_RUNTIME_OUTCOME: &str = "genai_runtime.outcome";
/// Boolean, only ever true. Code that describes the call (an argument of an annotation, a report)
/// panicked; own namespace.
pub const GENAI_RUNTIME_REPORT_PANICKED: &str = "genai_runtime.report.panicked";
/// Boolean, only ever true. An integer did not fit 64 bits with a sign and is the nearest one that does;
/// own namespace.
pub const GENAI_RUNTIME_VALUE_SATURATED: &str = "genai_runtime.value.saturated";
/// Boolean, only ever true. The provider's counts contradict each other; own namespace.
pub const GENAI_RUNTIME_USAGE_INCONSISTENT: &str = "genai_runtime.usage.inconsistent";
/// Text. How a returned stream ended: `completed`, `truncated`, `failed`, `cancelled` or `unpolled`; own
/// namespace.
pub const GENAI_RUNTIME_STREAM_OUTCOME: &str = "genai_runtime.stream.outcome";
/// Integer. Chunks that a returned stream yielded; own namespace.
pub const GENAI_RUNTIME_STREAM_CHUNKS: &str = "genai_runtime.stream.chunks";
/// Integer, bytes. Text, reasoning and tool arguments that a returned stream yielded; own namespace.
pub const GENAI_RUNTIME_STREAM_BYTES: &str = "genai_runtime.stream.bytes";
/// Double, seconds. Time from a stream's last chunk to its end; own namespace.
pub const GENAI_RUNTIME_STREAM_LAST_CHUNK_AGE: &str = "genai_runtime.stream.last_chunk.age";
/// Text. How far a stream's token counts can be trusted: `exact`, `partial` or `absent`; own namespace.
pub const GENAI_RUNTIME_USAGE_SOURCE: &str = "genai_runtime.usage.source";
/// Integer, bytes. The input of a model or a tool, whether or not it is captured; own namespace.
pub const GENAI_RUNTIME_INPUT_BYTES: &str = "genai_runtime.input.bytes";
/// Integer, bytes. The output of a model or a tool, whether or not it is captured; own namespace.
pub const GENAI_RUNTIME_OUTPUT_BYTES: &str = "genai_runtime.output.bytes";
/// Integer, bytes. Captured content that was left out because it was too long; own namespace.
pub const GENAI_RUNTIME_CONTENT_OMITTED_BYTES: &str = "genai_runtime.content.omitted_bytes";
/// Integer, parts; a metric. Parts of captured content that did not reach their store; own namespace.
pub const GENAI_RUNTIME_CONTENT_STORE_DROPPED: &str = "genai_runtime.content.store.dropped";
/// Text, on that metric. The reason: `queue_full`, `error`, `panic` or `no_thread`; own namespace.
pub const GENAI_RUNTIME_CONTENT_STORE_REASON: &str = "genai_runtime.content.store.reason";
