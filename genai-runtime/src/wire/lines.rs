//! The framing of lines, including JSON that spreads over several lines.

use bytes::{Buf, BytesMut};
use tokio_util::codec::{Decoder, LinesCodec, LinesCodecError};

use super::bare_json::BareJson;
use super::brackets::Brackets;
use super::values::{Framing, Text, Unreadable};

/// Splits a body into lines, without the byte order mark that some servers begin with.
pub(super) struct Lines {
    codec: LinesCodec,
    limit: usize,
    has_begun: bool,
    body: Body,
    json: Option<BareJson>,
    /// The rest of a line in which the JSON began or continues.
    rest: BytesMut,
    /// The line after JSON that was cut off.
    held: Option<String>,
}

/// The kind of the body, as far as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Blank,
    /// HTML or XML, of which nothing is read.
    Markup,
    Lines,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            codec: LinesCodec::new_with_max_length(limit),
            limit,
            has_begun: false,
            body: Body::Blank,
            json: None,
            rest: BytesMut::new(),
            held: None,
        }
    }

    fn line(&mut self, bytes: &mut BytesMut, ended: bool) -> Option<Text> {
        if let Some(line) = self.held.take() {
            return Some(Ok(line));
        }
        let line = if ended {
            self.codec.decode_eof(bytes)
        } else {
            self.codec.decode(bytes)
        };
        let line = line.transpose()?;
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        Some(match line {
            Ok(line) if is_first => Ok(without_mark(line)),
            Ok(line) => Ok(line),
            Err(LinesCodecError::MaxLineLengthExceeded) => Err(Unreadable::TooLong),
            // No bytes are read here: the only other failure is a line that is not UTF-8.
            Err(LinesCodecError::Io(_)) => Err(Unreadable::NotUtf8),
        })
    }

    /// The item of a line, unless JSON begins or continues on it.
    fn item(&mut self, line: String) -> Option<Text> {
        if self.body == Body::Blank && !line.trim_ascii().is_empty() {
            let first = line.trim_ascii_start().bytes().next();
            let is_markup = first.filter(|byte| *byte == b'<');
            self.body = is_markup.map_or(Body::Lines, |_| Body::Markup);
            if let Some(byte) = is_markup {
                return Some(Err(Unreadable::foreign(byte)));
            }
        }
        let begins = line.bytes().next().is_some_and(BareJson::begins_with);
        let is_cut = |json: &mut BareJson| begins && !json.is_between_elements();
        if let Some(json) = self.json.take_if(is_cut) {
            self.held = Some(line);
            return json.cut();
        }
        if self.json.is_none() {
            if !begins || !Brackets::are_left_open_by(&line) {
                return Some(Ok(line));
            }
            self.json = Some(BareJson::new(self.limit));
        }
        self.rest.extend_from_slice(line.as_bytes());
        self.rest.extend_from_slice(b"\n");
        None
    }

    /// Reads on in the rest of a line; text after the JSON is an item of its own.
    fn rest(&mut self) -> Option<Text> {
        if let Some(json) = &mut self.json {
            let (read, item) = json.read(&self.rest);
            self.rest.advance(read);
            self.json.take_if(|json| json.is_closed());
            return item;
        }
        let rest = self.rest.split();
        let rest = String::from_utf8_lossy(&rest);
        let rest = rest.trim_matches(|char: char| char == ',' || char.is_ascii_whitespace());
        (!rest.is_empty()).then(|| Ok(rest.to_owned()))
    }
}

impl Framing for Lines {
    fn next(&mut self, bytes: &mut BytesMut, ended: bool) -> Option<Text> {
        loop {
            let item = if self.rest.is_empty() {
                match self.line(bytes, ended) {
                    Some(_) if self.body == Body::Markup => None,
                    Some(Ok(line)) => self.item(line),
                    Some(Err(unreadable)) => {
                        self.json = None;
                        Some(Err(unreadable))
                    }
                    None if ended => return self.json.take()?.cut(),
                    None => return None,
                }
            } else {
                self.rest()
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

fn without_mark(line: String) -> String {
    match line.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => line,
    }
}
