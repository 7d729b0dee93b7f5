//! Embeddings in base64.

/// How many 32-bit floats a text in base64 holds, which OpenAI sends for the encoding format `base64`. `None` if the
/// length does not fit.
pub(super) fn floats_in_base64(base64: &str) -> Option<usize> {
    let digits = base64.trim_end_matches('=').len();
    let bytes = digits / 4 * 3 + (digits % 4).saturating_sub(1);
    (bytes > 0 && bytes.is_multiple_of(4)).then_some(bytes / 4)
}

#[cfg(test)]
mod tests {
    use super::floats_in_base64;

    #[test]
    fn floats_are_counted_by_the_length_of_the_base64_text() {
        // 0.5 and -1.0, in 8 bytes.
        assert_eq!(floats_in_base64("AAAAPwAAgL8="), Some(2));
        // 12 bytes need no padding, 4 bytes have two signs of it, and some leave it out.
        assert_eq!(floats_in_base64("AAAAPwAAgL8AAAA/"), Some(3));
        assert_eq!(floats_in_base64("AAAAPw=="), Some(1));
        assert_eq!(floats_in_base64("AAAAPw"), Some(1));
        for none in ["", "AAAA", "====="] {
            assert_eq!(floats_in_base64(none), None, "{none}");
        }
    }
}
