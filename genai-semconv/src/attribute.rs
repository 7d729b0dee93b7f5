//! Attribute keys. The value's type stands in each line: text, integer, double, boolean or a list.

/// Text. Kind of the operation: a value of [`crate::value::OPERATIONS`].
pub const GEN_AI_OPERATION_NAME: &str = "gen_ai.operation.name";
/// Text. Who serves the model: a value of [`crate::value::PROVIDERS`] or one of the caller's own.
pub const GEN_AI_PROVIDER_NAME: &str = "gen_ai.provider.name";
/// Text. Identifies the conversation or thread that the call belongs to.
pub const GEN_AI_CONVERSATION_ID: &str = "gen_ai.conversation.id";

/// Text. Model that was asked for.
pub const GEN_AI_REQUEST_MODEL: &str = "gen_ai.request.model";
/// Double. Sampling temperature.
pub const GEN_AI_REQUEST_TEMPERATURE: &str = "gen_ai.request.temperature";
/// Double. Nucleus sampling threshold.
pub const GEN_AI_REQUEST_TOP_P: &str = "gen_ai.request.top_p";
/// Double in v1.41. Number of candidates that sampling may choose from.
pub const GEN_AI_REQUEST_TOP_K: &str = "gen_ai.request.top_k";
/// Integer, tokens. Upper bound on what the model may generate.
pub const GEN_AI_REQUEST_MAX_TOKENS: &str = "gen_ai.request.max_tokens";
/// Integer. Seed of the sampling.
pub const GEN_AI_REQUEST_SEED: &str = "gen_ai.request.seed";
/// List of text. Sequences that end the generation.
pub const GEN_AI_REQUEST_STOP_SEQUENCES: &str = "gen_ai.request.stop_sequences";
/// Double. Penalty for frequent tokens.
pub const GEN_AI_REQUEST_FREQUENCY_PENALTY: &str = "gen_ai.request.frequency_penalty";
/// Double. Penalty for tokens that are present already.
pub const GEN_AI_REQUEST_PRESENCE_PENALTY: &str = "gen_ai.request.presence_penalty";
/// Integer. Number of candidate answers that were asked for.
pub const GEN_AI_REQUEST_CHOICE_COUNT: &str = "gen_ai.request.choice.count";
/// List of text. Encodings that an embeddings request accepts.
pub const GEN_AI_REQUEST_ENCODING_FORMATS: &str = "gen_ai.request.encoding_formats";
/// Text. How hard the model was asked to think.
pub const GEN_AI_REQUEST_REASONING_LEVEL: &str = "gen_ai.request.reasoning.level";
/// Text. Kind of content that was asked for: a value of [`crate::value::OUTPUT_TYPES`].
pub const GEN_AI_OUTPUT_TYPE: &str = "gen_ai.output.type";
/// Integer. Number of dimensions of the returned embeddings.
pub const GEN_AI_EMBEDDINGS_DIMENSION_COUNT: &str = "gen_ai.embeddings.dimension.count";

/// Text. Identifier that the provider gave to the response.
pub const GEN_AI_RESPONSE_ID: &str = "gen_ai.response.id";
/// Text. Model that answered.
pub const GEN_AI_RESPONSE_MODEL: &str = "gen_ai.response.model";
/// List of text. Why each choice ended, in the order of the choices.
pub const GEN_AI_RESPONSE_FINISH_REASONS: &str = "gen_ai.response.finish_reasons";
/// Double, seconds. From the request to the first chunk of a stream.
pub const GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK: &str = "gen_ai.response.time_to_first_chunk";

/// Integer, tokens. All input, cached included.
pub const GEN_AI_USAGE_INPUT_TOKENS: &str = "gen_ai.usage.input_tokens";
/// Integer, tokens. All output, reasoning included.
pub const GEN_AI_USAGE_OUTPUT_TOKENS: &str = "gen_ai.usage.output_tokens";
/// Integer, tokens. Part of the input that was read from the provider's cache.
pub const GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS: &str = "gen_ai.usage.cache_read.input_tokens";
/// Integer, tokens. Part of the input that was written to the provider's cache.
pub const GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS: &str =
    "gen_ai.usage.cache_creation.input_tokens";
/// Integer, tokens. Part of the output that was spent on reasoning.
pub const GEN_AI_USAGE_REASONING_OUTPUT_TOKENS: &str = "gen_ai.usage.reasoning.output_tokens";

/// Text, metrics only. `input` or `output`.
pub const GEN_AI_TOKEN_TYPE: &str = "gen_ai.token.type";

/// Text. Name of the workflow.
pub const GEN_AI_WORKFLOW_NAME: &str = "gen_ai.workflow.name";
/// Text. Name of the tool.
pub const GEN_AI_TOOL_NAME: &str = "gen_ai.tool.name";
/// Text. `function`, `extension` or `datastore`.
pub const GEN_AI_TOOL_TYPE: &str = "gen_ai.tool.type";
/// Text. What the tool does.
pub const GEN_AI_TOOL_DESCRIPTION: &str = "gen_ai.tool.description";
/// Text. Identifier of the model's call to the tool.
pub const GEN_AI_TOOL_CALL_ID: &str = "gen_ai.tool.call.id";
/// Text. Identifier of the data source that is searched.
pub const GEN_AI_DATA_SOURCE_ID: &str = "gen_ai.data_source.id";

/// Text. Service tier that served the request; OpenAI only.
pub const OPENAI_RESPONSE_SERVICE_TIER: &str = "openai.response.service_tier";
/// Text. Fingerprint of the backend's configuration; OpenAI only.
pub const OPENAI_RESPONSE_SYSTEM_FINGERPRINT: &str = "openai.response.system_fingerprint";

/// Text, low cardinality. Class of the error that ended the operation.
pub const ERROR_TYPE: &str = "error.type";
/// Text. Type of the exception.
pub const EXCEPTION_TYPE: &str = "exception.type";
/// Text. Message of the exception.
pub const EXCEPTION_MESSAGE: &str = "exception.message";
/// Text. Host that serves the model.
pub const SERVER_ADDRESS: &str = "server.address";
/// Integer. Port that serves the model.
pub const SERVER_PORT: &str = "server.port";

/// Text. Name of a step for which the conventions have no span; own namespace.
pub const CHAIN_STEP_NAME: &str = "chain.step.name";
/// Text. How the operation ended where a status cannot say it: `cancelled` or `none`; own namespace.
pub const GENAI_RUNTIME_OUTCOME: &str = "genai_runtime.outcome";
/// Boolean, only ever true. Code that describes the call (an argument of an annotation, a report)
/// panicked; own namespace.
pub const GENAI_RUNTIME_REPORT_PANICKED: &str = "genai_runtime.report.panicked";
/// Boolean, only ever true. The provider's counts contradict each other; own namespace.
pub const GENAI_RUNTIME_USAGE_INCONSISTENT: &str = "genai_runtime.usage.inconsistent";
