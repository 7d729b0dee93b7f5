//! A library that re-exports `genai_runtime` and whose macros annotate their users' functions and types.

pub use genai_runtime;

/// An annotated step.
#[macro_export]
macro_rules! step {
    (
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident($parameter:ident: $ty:ty) -> $returned:ty $body:block
    ) => {
        $(#[$attribute])*
        #[$crate::genai_runtime::chain_step(
            crate = $crate::genai_runtime,
            attributes("app.parameter" = $parameter)
        )]
        $visibility fn $name($parameter: $ty) -> $returned $body
    };
}

/// An annotated call, from fragments of all kinds.
#[macro_export]
macro_rules! call {
    (
        $name:ident<$lifetime:lifetime>($pattern:pat_param, $number:ident: $ty:ty) =>
        $system:literal, $model:expr, $key:literal = $value:expr, $($body:tt)*
    ) => {
        #[$crate::genai_runtime::llm_span(
            crate = $crate::genai_runtime,
            system = $system,
            model = $model,
            max_tokens = $number,
            usage = none,
            attributes($key = $value),
            result(|text| "app.text" = text)
        )]
        async fn $name<$lifetime>($pattern: (&$lifetime str, u8), $number: $ty) -> &$lifetime str {
            $($body)*
        }
    };
}

/// Annotates an item given as tokens.
#[macro_export]
macro_rules! annotated {
    ($($item:tt)*) => {
        #[$crate::genai_runtime::chain_step(crate = $crate::genai_runtime)]
        $($item)*
    };
}

/// Annotates an item given as one fragment.
#[macro_export]
macro_rules! annotated_item {
    ($item:item) => {
        #[$crate::genai_runtime::chain_step(crate = $crate::genai_runtime)]
        $item
    };
}

/// An annotated stream of numbers.
#[macro_export]
macro_rules! stream {
    ($name:ident, $item:ty, $stream:expr) => {
        #[$crate::genai_runtime::chain_step(crate = $crate::genai_runtime)]
        fn $name() -> impl ::futures::Stream<Item = $item> {
            $stream
        }
    };
}

/// A type that reports its usage.
#[macro_export]
macro_rules! report {
    ($(#[$attribute:meta])* $visibility:vis struct $name:ident { $($(#[$role:meta])* $field:ident: $ty:ty),* }) => {
        $(#[$attribute])*
        #[derive($crate::genai_runtime::UsageReport)]
        #[usage(crate = $crate::genai_runtime)]
        $visibility struct $name {
            $($(#[$role])* $field: $ty),*
        }
    };
}

/// A list of attributes.
#[macro_export]
macro_rules! list {
    ($($key:literal = $value:expr),*) => {
        $crate::genai_runtime::attributes! { $($key = $value),* }
    };
}
