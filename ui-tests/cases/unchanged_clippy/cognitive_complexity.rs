#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(count: u32) -> u32 {
    if count > 0 && count < 40 {
        return 0;
    }
    if count > 1 && count < 41 {
        return 1;
    }
    if count > 2 && count < 42 {
        return 2;
    }
    if count > 3 && count < 43 {
        return 3;
    }
    if count > 4 && count < 44 {
        return 4;
    }
    if count > 5 && count < 45 {
        return 5;
    }
    if count > 6 && count < 46 {
        return 6;
    }
    if count > 7 && count < 47 {
        return 7;
    }
    if count > 8 && count < 48 {
        return 8;
    }
    if count > 9 && count < 49 {
        return 9;
    }
    if count > 10 && count < 50 {
        return 10;
    }
    if count > 11 && count < 51 {
        return 11;
    }
    if count > 12 && count < 52 {
        return 12;
    }
    if count > 13 && count < 53 {
        return 13;
    }
    0
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(count: u32) -> u32 {
    if count > 0 && count < 40 {
        return 0;
    }
    if count > 1 && count < 41 {
        return 1;
    }
    if count > 2 && count < 42 {
        return 2;
    }
    if count > 3 && count < 43 {
        return 3;
    }
    if count > 4 && count < 44 {
        return 4;
    }
    if count > 5 && count < 45 {
        return 5;
    }
    if count > 6 && count < 46 {
        return 6;
    }
    if count > 7 && count < 47 {
        return 7;
    }
    if count > 8 && count < 48 {
        return 8;
    }
    if count > 9 && count < 49 {
        return 9;
    }
    if count > 10 && count < 50 {
        return 10;
    }
    if count > 11 && count < 51 {
        return 11;
    }
    if count > 12 && count < 52 {
        return 12;
    }
    if count > 13 && count < 53 {
        return 13;
    }
    0
}
