//! The facts of a request to a model, without content.

use super::value::Int64;

/// The facts of a request to a model, without content.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RequestFacts {
    pub(crate) model: Option<String>,
    pub(crate) temperature: Option<f64>,
    pub(crate) top_p: Option<f64>,
    pub(crate) top_k: Option<f64>,
    pub(crate) frequency_penalty: Option<f64>,
    pub(crate) presence_penalty: Option<f64>,
    pub(crate) max_tokens: Option<Int64>,
    pub(crate) seed: Option<Int64>,
    pub(crate) choice_count: Option<Int64>,
    pub(crate) embedding_dimensions: Option<Int64>,
    pub(crate) stop_sequences: Option<Vec<String>>,
    pub(crate) encoding_formats: Option<Vec<String>>,
    pub(crate) reasoning_level: Option<String>,
    pub(crate) output_type: Option<String>,
    pub(crate) is_streaming: bool,
    pub(crate) previous_response_id: Option<String>,
    pub(crate) conversation: Option<String>,
    pub(crate) service_tier: Option<String>,
    pub(crate) api_type: Option<String>,
}
