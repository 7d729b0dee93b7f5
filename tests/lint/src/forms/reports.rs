//! Every form of `#[derive(UsageReport)]` and of `#[derive(RequestReport)]`.

use std::sync::Arc;

use genai_runtime::{Request, RequestReport, Response, UsageReport};

/// Every well-known name is enough.
#[derive(Debug, Clone, Copy, Default, UsageReport)]
#[non_exhaustive]
pub struct Tokens {
    /// Asked.
    pub prompt_tokens: u32,
    /// Answered.
    pub completion_tokens: Option<u32>,
    /// Neither.
    pub other: u8,
}

/// Every role of a field.
#[derive(Debug, Clone, Default, UsageReport)]
#[usage(cache = "separate", crate = ::genai_runtime)]
#[non_exhaustive]
pub struct Reply {
    /// Which one.
    #[usage(response_id)]
    pub identifier: String,
    /// By whom.
    #[usage(response_model)]
    pub model: Option<String>,
    /// What it says.
    #[usage(each)]
    pub texts: Vec<Choice>,
    /// What it took.
    #[usage(nested)]
    pub tokens: Option<Box<Tokens>>,
    /// From the cache.
    #[usage(cache_read_tokens)]
    pub read: u64,
    /// Into the cache.
    #[usage(cache_write_tokens)]
    pub written: u64,
    /// Thought.
    #[usage(reasoning_tokens)]
    pub thought: u64,
    /// Asked.
    #[usage(input_tokens)]
    pub asked: u64,
    /// Answered.
    #[usage(output_tokens)]
    pub answered: u64,
    /// Which tier.
    pub service_tier: Option<Arc<str>>,
    /// Which system.
    #[usage(system_fingerprint)]
    pub system: String,
    /// Not reported.
    #[usage(skip)]
    pub eval_count: u8,
}

/// One choice.
#[derive(Debug, Clone, Default, UsageReport)]
#[non_exhaustive]
pub struct Choice {
    /// Which one.
    #[usage(choice_index)]
    pub index: u32,
    /// Why it ended.
    pub finish_reason: Option<String>,
    /// What it says.
    #[usage(text)]
    pub text: String,
    /// What it thought.
    #[usage(reasoning)]
    pub thought: Option<String>,
}

/// Fields without names, and conversions.
#[derive(Debug, Clone, Copy, UsageReport)]
#[non_exhaustive]
pub struct Tuple(
    #[usage(finish_reason, with = Stop::name)] pub Stop,
    #[usage(with = report_pair)] pub (u32, u32),
    pub u8,
);

/// Why it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// It was done.
    Done,
}

impl Stop {
    /// What it is called.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match *self {
            Self::Done => "stop",
        }
    }
}

/// What one variant or the other says.
#[derive(Debug, Clone, UsageReport)]
#[non_exhaustive]
pub enum Event<'text, T, const N: usize>
where
    T: Clone,
{
    /// Nothing.
    Ping,
    /// A text.
    Text(#[usage(text)] &'text str, [u8; N]),
    /// A number.
    Counted {
        /// How many.
        output_tokens: u32,
    },
    /// Something else.
    Other {
        /// What.
        #[usage(nested)]
        value: T,
        /// Which choice.
        #[usage(choice_index)]
        index: Option<u8>,
    },
}

/// A type that is old.
#[deprecated = "use `Tokens`"]
#[derive(Debug, Clone, Copy, UsageReport)]
#[non_exhaustive]
pub struct Old {
    /// Asked.
    pub input_tokens: u8,
}

/// Parts that are old.
#[derive(Debug, Clone, Copy, UsageReport)]
#[non_exhaustive]
pub enum Parts {
    /// This one.
    #[deprecated = "use `New`"]
    Old(#[usage(input_tokens)] u8),
    /// This one has one.
    New {
        /// Asked.
        input_tokens: u8,
        /// Asked, too.
        #[deprecated = "use `input_tokens`"]
        #[usage(output_tokens)]
        before: u8,
    },
}

/// Asked and answered.
pub fn report_pair(tokens: &(u32, u32), response: &mut Response<'_>) {
    let _ = response.input_tokens(tokens.0).output_tokens(tokens.1);
}

/// Every well-known name is enough.
#[derive(Debug, Clone, Default, RequestReport)]
#[non_exhaustive]
pub struct Sampling {
    /// How warm.
    pub temperature: Option<f32>,
    /// Where to end.
    pub stop: Vec<String>,
    /// Neither.
    pub other: u8,
}

/// Every role of a field of a request.
#[derive(Debug, Clone, RequestReport)]
#[request(crate = ::genai_runtime)]
#[non_exhaustive]
pub enum Ask<'text, T> {
    /// By names.
    Named {
        /// Who.
        #[request(model)]
        deployment: &'text str,
        /// What.
        #[request(input)]
        turns: Vec<String>,
        /// How.
        #[request(system_instructions)]
        persona: Option<String>,
        /// By which means.
        #[request(tools, with = one_tool)]
        tools: u8,
        /// With what else.
        #[request(nested)]
        sampling: Option<Box<T>>,
        /// Not reported.
        #[request(skip)]
        seed: u8,
    },
    /// By a function.
    By(#[request(with = report_limits)] (u32, i64)),
    /// Nothing.
    Silent,
}

/// The name of a tool.
#[must_use]
pub fn one_tool(tool: &u8) -> String {
    tool.to_string()
}

/// What a pair means.
pub fn report_limits(limits: &(u32, i64), request: &mut Request<'_>) {
    let _ = request.max_tokens(limits.0).seed(limits.1);
}
