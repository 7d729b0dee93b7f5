//! Well-known values of open enumerations: one of these must be used where it applies.

/// The values of each attribute that has well-known ones, under the name of its key.
pub mod of {
    pub use crate::generated::members::*;
}

/// Values of `gen_ai.operation.name` for a call to a model.
pub const OPERATIONS: &[&str] = &[CHAT, TEXT_COMPLETION, GENERATE_CONTENT, EMBEDDINGS];
/// `gen_ai.operation.name` of a call that continues a conversation.
pub const CHAT: &str = "chat";
/// `gen_ai.operation.name` of a call that continues a text.
pub const TEXT_COMPLETION: &str = "text_completion";
/// `gen_ai.operation.name` of a call that takes and returns content of any kind.
pub const GENERATE_CONTENT: &str = "generate_content";

/// `gen_ai.operation.name` of a workflow.
pub const INVOKE_WORKFLOW: &str = "invoke_workflow";
/// `gen_ai.operation.name` of a tool's execution.
pub const EXECUTE_TOOL: &str = "execute_tool";
/// `gen_ai.operation.name` of a run of an agent.
pub const INVOKE_AGENT: &str = "invoke_agent";
/// `gen_ai.operation.name` of an agent's planning.
pub const PLAN: &str = "plan";
/// Values of `gen_ai.operation.name` for an operation on an agent's memory.
pub const MEMORY_OPERATIONS: &[&str] = &[
    SEARCH_MEMORY,
    CREATE_MEMORY,
    UPDATE_MEMORY,
    UPSERT_MEMORY,
    DELETE_MEMORY,
    CREATE_MEMORY_STORE,
    DELETE_MEMORY_STORE,
];
/// `gen_ai.operation.name` of a search in a memory.
pub const SEARCH_MEMORY: &str = "search_memory";
/// `gen_ai.operation.name` of adding a record to a memory.
pub const CREATE_MEMORY: &str = "create_memory";
/// `gen_ai.operation.name` of changing a record of a memory.
pub const UPDATE_MEMORY: &str = "update_memory";
/// `gen_ai.operation.name` of adding or changing a record of a memory.
pub const UPSERT_MEMORY: &str = "upsert_memory";
/// `gen_ai.operation.name` of deleting a record from a memory.
pub const DELETE_MEMORY: &str = "delete_memory";
/// `gen_ai.operation.name` of creating a memory.
pub const CREATE_MEMORY_STORE: &str = "create_memory_store";
/// `gen_ai.operation.name` of deleting a memory.
pub const DELETE_MEMORY_STORE: &str = "delete_memory_store";
/// `gen_ai.operation.name` of a search in a data source.
pub const RETRIEVAL: &str = "retrieval";
/// `gen_ai.operation.name` of a call that returns embeddings.
pub const EMBEDDINGS: &str = "embeddings";

/// Values of `gen_ai.provider.name`, in either profile.
pub const PROVIDERS: &[&str] = crate::generated::members::GEN_AI_PROVIDER_NAME;

/// Values of `gen_ai.provider.name` of earlier releases and what replaced them.
pub const RENAMED_PROVIDERS: &[(&str, &str)] = &[
    ("az.ai.openai", "azure.ai.openai"),
    ("az.ai.inference", "azure.ai.inference"),
    ("vertex_ai", "gcp.vertex_ai"),
    ("gemini", "gcp.gemini"),
    ("xai", "x_ai"),
];

/// Common names of providers, in lower case and without separators, and the value of `gen_ai.provider.name` that each
/// stands for.
pub const PROVIDER_ALIASES: &[(&str, &str)] = &[
    ("amazonbedrock", "aws.bedrock"),
    ("azure", "azure.ai.openai"),
    ("azureopenai", "azure.ai.openai"),
    ("bedrock", "aws.bedrock"),
    ("google", "gcp.gen_ai"),
    ("grok", "x_ai"),
    ("mistral", "mistral_ai"),
    ("moonshot", "moonshot_ai"),
    ("vertex", "gcp.vertex_ai"),
    ("watsonx", "ibm.watsonx.ai"),
];

/// Values of `gen_ai.output.type`.
pub const OUTPUT_TYPES: &[&str] = crate::generated::members::GEN_AI_OUTPUT_TYPE;

/// Values of `gen_ai.tool.type`.
pub const TOOL_TYPES: &[&str] = &["function", "extension", "datastore"];

/// `gen_ai.token.type` of what was sent.
pub const TOKEN_TYPE_INPUT: &str = "input";
/// `gen_ai.token.type` of what was generated.
pub const TOKEN_TYPE_OUTPUT: &str = "output";

/// `gen_ai.token.modality` if the provider does not report it; unreleased.
pub const TOKEN_MODALITY_UNKNOWN: &str = "unknown";

/// `error.type` if nothing more specific is known.
pub const ERROR_TYPE_OTHER: &str = "_OTHER";
