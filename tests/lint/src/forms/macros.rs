//! Functions and types that the user's own macros generate.

use genai_runtime::{UsageReport, chain_step, llm_span};

macro_rules! step {
    ($(#[$attribute:meta])* $visibility:vis $name:ident, $parameter:ident: $ty:ty, $body:block) => {
        $(#[$attribute])*
        #[chain_step(attributes("app.length" = $parameter.len()))]
        $visibility fn $name($parameter: $ty) -> usize $body
    };
}

step!(
    /// A step.
    #[must_use]
    pub step, text: &str, { text.len() }
);

macro_rules! call {
    ($name:ident, $system:literal, $model:expr, ($pattern:pat_param): $ty:ty => $value:expr) => {
        /// A call.
        #[llm_span(system = $system, model = $model, usage = none)]
        pub async fn $name($pattern: $ty, _unused: u8) -> usize {
            $value
        }
    };
}

call!(call, "openai", format!("{}", 1), ((left, right)): (usize, usize) => left.max(right));

macro_rules! report {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        /// A report.
        #[derive(Debug, Clone, Copy, UsageReport)]
        #[non_exhaustive]
        pub struct $name {
            $(
                /// A field.
                pub $field: $ty,
            )*
        }
    };
}

report!(Report { input_tokens: u32, output_tokens: Option<u32> });
