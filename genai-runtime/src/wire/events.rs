//! The framing of events, and what servers send outside of it: JSON that no field holds.

use std::num::NonZeroUsize;

use bytes::{Buf, BytesMut};
use memchr::memchr2;
use serde_json::{Value, json};
use sse_core::{SseDecoder, SseEvent};

use super::bare_json::BareJson;
use super::event_line::{DONE, ERROR, EventLine};
use super::values::{Framing, Text, Unreadable};

/// The mark of byte order that some servers begin with.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Passes on to the decoder whatever the standard speaks of. JSON outside of it is one long line of no name to the
/// decoder.
pub(super) struct Events {
    decoder: SseDecoder,
    limit: usize,
    place: Place,
    json: Option<BareJson>,
    /// The JSON that follows is named an error.
    is_error: bool,
    body: Body,
    is_flushed: bool,
}

/// Where the next byte stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Beginning,
    LineStart,
    /// In a line that is the decoder's.
    Line,
    Json,
    /// Where JSON may begin in the middle of a line.
    BeforeJson,
}

/// What the body has shown itself to be.
#[derive(Debug, Clone, Copy)]
enum Body {
    Blank,
    /// It began with this byte, and nothing that can be read has come since.
    Foreign(u8),
    Readable,
}

impl Events {
    pub(super) fn new(limit: usize) -> Self {
        let limit = NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN);
        Self {
            decoder: SseDecoder::with_limit(limit),
            limit: limit.get(),
            place: Place::Beginning,
            json: None,
            is_error: false,
            body: Body::Blank,
            is_flushed: false,
        }
    }

    fn decode(&mut self, mut bytes: impl Buf) -> Option<Text> {
        loop {
            match self.decoder.next(&mut bytes)? {
                Ok(SseEvent::Message(message)) => return Some(Ok(message.data)),
                Ok(SseEvent::Retry(_)) => {}
                Err(_) => return Some(Err(Unreadable::TooLong)),
            }
        }
    }

    /// Ends the decoder's line, if one is open, and then its event.
    fn end_event(&mut self) -> Option<Text> {
        let end_line = |events: &mut Self| events.decode(&b"\r"[..]);
        end_line(self).or_else(|| end_line(self))
    }

    /// Begins with the next byte; an event that is open comes before.
    fn begin_json(&mut self) -> Option<Text> {
        let event = self.end_event();
        if event.is_none() {
            self.body = Body::Readable;
            self.json = Some(BareJson::new(self.limit));
            self.place = Place::Json;
            // Begins a field that the decoder does not know.
            return self.decode(&b"{"[..]);
        }
        event
    }

    fn end_json(&mut self) -> Option<Text> {
        self.is_error = false;
        self.json.take()?.cut()
    }

    /// Goes on from the start of a line, whose kind it waits for.
    fn start_line(&mut self, line: EventLine, bytes: &mut BytesMut) -> Option<Text> {
        if self.json.is_some() {
            if matches!(line, EventLine::Blank | EventLine::Json | EventLine::Other) {
                self.place = Place::Json;
                return None;
            }
            return self.end_event().or_else(|| self.end_json());
        }
        match (self.body, line, bytes.first()) {
            (_, EventLine::Field | EventLine::Done, _) => self.body = Body::Readable,
            (Body::Blank, EventLine::Other, Some(b' ' | b'\t')) => {
                return self.decode(bytes.take(1));
            }
            (Body::Blank, EventLine::Other | EventLine::Error, Some(byte)) => {
                self.body = Body::Foreign(*byte);
            }
            _ => {}
        }
        match line {
            EventLine::Blank | EventLine::Field | EventLine::Other => self.place = Place::Line,
            EventLine::Json => return self.begin_json(),
            EventLine::Error => {
                self.is_error = true;
                self.place = Place::BeforeJson;
                return self.decode(bytes.take(ERROR.len()));
            }
            EventLine::Done => {
                let event = self.end_event();
                return event.or_else(|| Some(Ok(DONE.to_owned())));
            }
        }
        None
    }

    fn read_line(&mut self, bytes: &mut BytesMut) -> Option<Text> {
        let end = memchr2(b'\r', b'\n', bytes).map(|at| at + 1);
        let after = bytes.len() - end.unwrap_or(bytes.len());
        let length = bytes.len() - after;
        let item = self.decode((&mut *bytes).take(length));
        if end.is_some() && bytes.len() == after {
            self.place = Place::LineStart;
        }
        item
    }

    fn read_json(&mut self, bytes: &mut BytesMut) -> Option<Text> {
        let Some(json) = &mut self.json else {
            self.place = Place::Line;
            return None;
        };
        let (read, item) = json.read(bytes);
        let is_closed = json.is_closed();
        let last = read.checked_sub(1).and_then(|last| bytes.get(last));
        let is_line_end = matches!(last, Some(b'\r' | b'\n'));
        bytes.advance(read);
        let is_error = self.is_error;
        if is_closed {
            self.json = None;
            self.is_error = false;
            self.place = Place::BeforeJson;
        } else if is_line_end {
            self.place = Place::LineStart;
        }
        item.map(|item| {
            if is_error {
                item.map(under_error)
            } else {
                item
            }
        })
    }

    fn before_json(&mut self, bytes: &mut BytesMut) -> Option<Text> {
        match bytes.first() {
            Some(b' ' | b'\t') => return self.decode(bytes.take(1)),
            Some(b',') if !self.is_error => return self.decode(bytes.take(1)),
            Some(&byte) if BareJson::begins_with(byte) => return self.begin_json(),
            _ => {
                self.is_error = false;
                self.place = Place::Line;
            }
        }
        None
    }

    /// What is left to say when no byte is.
    fn end(&mut self) -> Option<Text> {
        let cut = self.end_json();
        cut.or_else(|| match std::mem::replace(&mut self.body, Body::Readable) {
            Body::Foreign(byte) => Some(Err(Unreadable::foreign(byte))),
            Body::Blank | Body::Readable => None,
        })
    }
}

impl Framing for Events {
    fn next(&mut self, bytes: &mut BytesMut, ended: bool) -> Option<Text> {
        if ended && !self.is_flushed {
            self.is_flushed = true;
            // Ends the last line and the last event, should the body have left them open.
            bytes.extend_from_slice(b"\n\n");
        }
        while !bytes.is_empty() {
            let item = match self.place {
                Place::Beginning if bytes.starts_with(MARK) => {
                    self.place = Place::LineStart;
                    self.decode(bytes.take(MARK.len()))
                }
                Place::Beginning if MARK.starts_with(bytes) => return None,
                Place::Beginning | Place::LineStart => {
                    self.place = Place::LineStart;
                    let line = EventLine::of(bytes)?;
                    self.start_line(line, bytes)
                }
                Place::Line => self.read_line(bytes),
                Place::Json => self.read_json(bytes),
                Place::BeforeJson => self.before_json(bytes),
            };
            if item.is_some() {
                return item;
            }
        }
        if ended { self.end() } else { None }
    }
}

/// The error that a field of this name holds, as it stands in the data of other servers.
fn under_error(text: String) -> String {
    match serde_json::from_str(&text) {
        Ok(Value::Object(error)) if !error.contains_key("error") => {
            json!({ "error": error }).to_string()
        }
        _ => text,
    }
}
