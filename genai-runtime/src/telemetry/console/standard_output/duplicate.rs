//! A duplicate of the handle of standard output, which is written to without `std`'s lock.

use std::fs::File;
use std::io::{self, Write};

/// `PIPE_BUF` of Linux: writes to a pipe of up to this many bytes are atomic.
const ATOMIC: usize = 4096;

/// Writes whole lines in pieces that are atomic; a longer line is split between characters.
pub(super) fn write_lines(mut writer: impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let split = bytes.split_at_checked(piece_len(bytes));
        let (piece, rest) = split.unwrap_or((bytes, &[]));
        writer.write_all(piece)?;
        bytes = rest;
    }
    Ok(())
}

fn piece_len(bytes: &[u8]) -> usize {
    if bytes.len() <= ATOMIC {
        return bytes.len();
    }
    let newline = |byte: &u8| *byte == b'\n';
    if let Some(end) = bytes.iter().take(ATOMIC).rposition(newline) {
        return end + 1;
    }
    let begins_character = |byte: &u8| *byte & 0b1100_0000 != 0b1000_0000;
    let next = bytes.iter().take(ATOMIC + 1).rposition(begins_character);
    next.filter(|len| *len > 0).unwrap_or(ATOMIC)
}

#[cfg(unix)]
pub(super) fn of_stdout() -> Option<File> {
    use std::os::fd::AsFd;
    let duplicate = io::stdout().as_fd().try_clone_to_owned();
    duplicate.ok().map(File::from)
}

/// `None` for a console, for which `std` converts to UTF-16, and for a process without standard output.
#[cfg(windows)]
pub(super) fn of_stdout() -> Option<File> {
    use std::io::IsTerminal;
    use std::os::windows::io::{AsHandle, AsRawHandle};
    let stdout = io::stdout();
    if stdout.is_terminal() || stdout.as_raw_handle().is_null() {
        return None;
    }
    let duplicate = stdout.as_handle().try_clone_to_owned();
    duplicate.ok().map(File::from)
}

#[cfg(not(any(unix, windows)))]
pub(super) fn of_stdout() -> Option<File> {
    None
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::{ATOMIC, write_lines};

    /// Keeps what is written at once.
    #[derive(Default)]
    struct Pieces(Vec<Vec<u8>>);

    impl Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn pieces(text: &str) -> Vec<String> {
        let mut pieces = Pieces::default();
        write_lines(&mut pieces, text.as_bytes()).unwrap();
        assert_eq!(pieces.0.concat(), text.as_bytes());
        assert!(pieces.0.iter().all(|piece| piece.len() <= ATOMIC));
        let pieces = pieces.0.into_iter().map(String::from_utf8);
        pieces.collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn each_write_takes_as_many_whole_lines_as_a_pipe_writes_atomically() {
        let text = "└─ ninety-nine\n".repeat(1_000);
        let pieces = pieces(&text);
        assert!(pieces.iter().all(|piece| piece.ends_with('\n')));
        assert_eq!(pieces.len(), text.len().div_ceil(ATOMIC));
    }

    #[test]
    fn a_text_that_a_pipe_writes_atomically_is_written_at_once() {
        let fits = format!("{}\n{}", "x".repeat(10), "y".repeat(ATOMIC - 11));
        assert_eq!(pieces(&fits), [fits]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn no_character_of_a_long_line_is_cut() {
        for long in ["x", "ü", "└", "🦀"].map(|character| character.repeat(ATOMIC)) {
            let text = format!("before\n{long}\nbehind\n");
            let pieces = pieces(&text);
            assert_eq!(pieces[0], "before\n");
            assert!(pieces.len() <= long.len() / (ATOMIC - 3) + 2);
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_written() {
        let mut written = Vec::new();
        write_lines(&mut written, &[0x80; 3 * ATOMIC]).unwrap();
        assert_eq!(written, [0x80; 3 * ATOMIC]);
    }
}
