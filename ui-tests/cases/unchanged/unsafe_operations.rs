#![warn(unsafe_code, unsafe_op_in_unsafe_fn)]

use genai_runtime as _;

unsafe fn dangerous() -> u32 {
    3
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub unsafe fn blocking() -> u32 {
    dangerous()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async unsafe fn asynchronous() -> u32 {
    dangerous()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub unsafe fn superfluous() -> u32 {
    unsafe {
        unsafe { dangerous() }
    }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub unsafe fn pointer(pointer: *const u32) -> u32 {
    *pointer
}
