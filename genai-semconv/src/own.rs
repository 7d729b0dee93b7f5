//! Keys of this framework's own, for what the conventions do not cover.

/// Text. Name of a step for which the conventions have no span; own namespace.
pub const CHAIN_STEP_NAME: &str = "chain.step.name";
/// Text. How the operation ended where a status cannot say it: `cancelled` or `none`; own namespace.
pub const GENAI_RUNTIME_OUTCOME: &str = "genai_runtime.outcome";
/// Boolean, only ever true. Code that describes the call (an argument of an annotation, a report)
/// panicked; own namespace.
pub const GENAI_RUNTIME_REPORT_PANICKED: &str = "genai_runtime.report.panicked";
/// Boolean, only ever true. An integer did not fit 64 bits with a sign and is the nearest one that does;
/// own namespace.
pub const GENAI_RUNTIME_VALUE_SATURATED: &str = "genai_runtime.value.saturated";
/// Boolean, only ever true. The provider's counts contradict each other; own namespace.
pub const GENAI_RUNTIME_USAGE_INCONSISTENT: &str = "genai_runtime.usage.inconsistent";
