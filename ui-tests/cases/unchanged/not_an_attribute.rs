use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[no_such_attribute(with = "arguments")]
#[inline]
pub fn blocking() -> u8 {
    3
}
