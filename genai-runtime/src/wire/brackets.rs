//! The nesting depth of JSON.

/// Counts open brackets outside of strings.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
}

impl Brackets {
    /// Takes the next byte; returns whether it is outside of strings.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        if self.is_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.is_string = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte != b'"'
    }

    /// The number of open brackets.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Whether a line begins JSON that continues on further lines: it consists of opening brackets only, or is an array
    /// that ends between two elements.
    pub(super) fn are_left_open_by(line: &str) -> bool {
        let is_opening = |byte| matches!(byte, b'{' | b'[');
        let line = line.trim_ascii_end();
        if line.bytes().all(is_opening) {
            return !line.is_empty();
        }
        let mut brackets = Self::default();
        line.starts_with('[') && {
            for byte in line.bytes() {
                brackets.pass(byte);
            }
            brackets.depth == 1 && !brackets.is_string
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Brackets;

    #[test]
    fn json_over_several_lines_is_told_from_a_line_that_is_cut_off() {
        for begun in ["{", "[", "[{", "[ {\"a\": [1]}", "[{\"a\":\"]\\\"]\"},\r"] {
            assert!(Brackets::are_left_open_by(begun), "{begun}");
        }
        for other in ["", "{}", "[]", "[1]", "{\"a\":", "[{\"a\":", "[\"a", "1"] {
            assert!(!Brackets::are_left_open_by(other), "{other}");
        }
    }
}
