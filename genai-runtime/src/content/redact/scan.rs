//! One pass over a text: from candidate to candidate.

use std::borrow::Cow;
use std::ops::Range;

use super::escapes::Unescaped;
use super::field_names::FieldNames;
use super::json::{Depth, Strings, ends_scalar};
use super::kind::{Kind, Kinds};
use super::text::{Text, is_json_space};
use super::{api_key, bearer, card, credentials, email, field, iban, ip, jwt, phone, private_key};

/// The maximum number of passes; only contrived texts need more. One finding may hide another:
/// `98765 43210 99@example.com` is a row of numbers until the address is replaced.
const PASSES: usize = 4;

/// The kinds and field names to find.
#[derive(Clone)]
pub(super) struct Rules {
    pub(super) kinds: Kinds,
    pub(super) names: FieldNames,
}

impl Rules {
    pub(super) fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for _ in 0..PASSES {
            match self.pass(&text) {
                Some(redacted) => text = Cow::Owned(redacted),
                None => break,
            }
        }
        text
    }

    /// The text with the findings of one pass replaced, if there are any.
    fn pass(&self, text: &str) -> Option<String> {
        if self.kinds == Kinds::NONE && !self.names.are_any() {
            return None;
        }
        let unescaped = Unescaped::new(text);
        let mut scan = Scan::new(self, text, &unescaped);
        scan.run();
        scan.redacted.map(|mut redacted| {
            redacted.push_str(text.get(scan.copied..).unwrap_or_default());
            redacted
        })
    }

    /// How many bytes are examined.
    #[cfg(test)]
    pub(super) fn work(&self, text: &str) -> usize {
        let unescaped = Unescaped::new(text);
        let mut scan = Scan::new(self, text, &unescaped);
        scan.run();
        scan.text.work() + scan.written.work()
    }
}

/// Bytes that are part of every finding.
const TRIGGERS: [bool; 256] = {
    let mut triggers = [false; 256];
    let mut bytes: &[u8] = b"@%:-_0123456789bBIJ";
    while let [first, rest @ ..] = bytes {
        #[allow(clippy::indexing_slicing, reason = "while compiling")]
        {
            triggers[*first as usize] = true;
        }
        bytes = rest;
    }
    triggers
};

fn is_trigger(byte: u8) -> bool {
    TRIGGERS.get(usize::from(byte)).is_some_and(|is| *is)
}

/// The result of examining a candidate.
enum Verdict {
    Found(Kind, Range<usize>),
    /// A value of a field, with its range in the written text.
    Field(field::Value),
    /// No candidate before this offset is a finding.
    NothingBefore(usize),
}

struct Scan<'a> {
    rules: &'a Rules,
    source: &'a str,
    unescaped: &'a Unescaped<'a>,
    /// The decoded text.
    text: Text<'a>,
    /// The text as written.
    written: Text<'a>,
    tokens: jwt::Tokens,
    strings: Strings,
    is_json: bool,
    redacted: Option<String>,
    /// The end of the part of the written text that is in the redacted one.
    copied: usize,
}

impl<'a> Scan<'a> {
    fn new(rules: &'a Rules, source: &'a str, unescaped: &'a Unescaped<'a>) -> Self {
        Self {
            rules,
            source,
            unescaped,
            text: Text::new(unescaped.text()),
            written: Text::new(source),
            tokens: jwt::Tokens::default(),
            strings: Strings::default(),
            is_json: source.trim_start().starts_with(['{', '[']),
            redacted: None,
            copied: 0,
        }
    }

    fn run(&mut self) {
        let bytes = self.text.bytes();
        let mut at = 0;
        while let Some(found) = bytes
            .get(at..)
            .and_then(|rest| rest.iter().position(|byte| is_trigger(*byte)))
        {
            let candidate = at + found;
            at = match self.verdict(candidate) {
                Verdict::Found(kind, range) => self.replace(kind, &range),
                Verdict::Field(value) => self.replace_value(&value),
                Verdict::NothingBefore(next) => next.max(candidate + 1),
            };
        }
    }

    fn verdict(&mut self, at: usize) -> Verdict {
        let text = &self.text;
        let found = match text.at(at) {
            b'0'..=b'9' => return self.number(at),
            b':' => return self.colon(at),
            b'@' | b'%' => self.look(Kind::Email, || email::around(text, at)),
            b'b' | b'B' => self.look(Kind::BearerToken, || bearer::after_bearer(text, at)),
            b'J' if self.rules.kinds.contains(Kind::Jwt) => {
                let token = self.tokens.around(text, at);
                token.map(|range| (Kind::Jwt, range))
            }
            b'-' => self
                .look(Kind::PrivateKey, || private_key::at(text, at))
                .or_else(|| self.look(Kind::ApiKey, || api_key::around(text, at))),
            b'_' | b'I' => self.look(Kind::ApiKey, || api_key::around(text, at)),
            _ => None,
        };
        found.map_or(Verdict::NothingBefore(at), |(kind, range)| {
            Verdict::Found(kind, range)
        })
    }

    /// Examines the first digit of a row of digits.
    fn number(&self, at: usize) -> Verdict {
        let text = &self.text;
        let found = match text.before(at) {
            b'_' => None,
            before if before.is_ascii_alphabetic() => {
                self.look(Kind::Iban, || iban::around(text, at))
            }
            _ => self
                .look(Kind::PaymentCard, || card::at(text, at))
                .or_else(|| self.look(Kind::IpAddress, || ip::v4_at(text, at)))
                .or_else(|| self.look(Kind::Phone, || phone::around(text, at))),
        };
        match found {
            Some((kind, range)) => Verdict::Found(kind, range),
            None => Verdict::NothingBefore(text.run(at, |byte| byte.is_ascii_digit())),
        }
    }

    fn colon(&self, at: usize) -> Verdict {
        let text = &self.text;
        if self.rules.names.are_any() && text.before(text.run_back(at, is_json_space)) == b'"' {
            let colon = self.unescaped.written(at);
            if let Some(value) = field::after(&self.written, colon, &self.rules.names) {
                return Verdict::Field(value);
            }
        }
        self.look(Kind::UrlCredentials, || credentials::after(text, at))
            .or_else(|| self.look(Kind::BearerToken, || bearer::after_header(text, at)))
            .or_else(|| self.look(Kind::IpAddress, || ip::v6_around(text, at)))
            .map_or(Verdict::NothingBefore(at), |(kind, range)| {
                Verdict::Found(kind, range)
            })
    }

    fn look(
        &self,
        kind: Kind,
        detect: impl FnOnce() -> Option<Range<usize>>,
    ) -> Option<(Kind, Range<usize>)> {
        let range = self.rules.kinds.contains(kind).then(detect)??;
        Some((kind, range))
    }

    /// Replaces a part of the decoded text; returns its end.
    fn replace(&mut self, kind: Kind, range: &Range<usize>) -> usize {
        let written = self.unescaped.written(range.start)..self.unescaped.written(range.end);
        let quotes = match kind {
            Kind::PaymentCard => self.quotes_of_number(&written),
            _ => None,
        };
        self.write(&written, kind, quotes);
        self.text.raise_floor(range.end);
        self.written.raise_floor(written.end);
        range.end
    }

    /// Replaces a value in the written text; returns its end in the decoded one.
    fn replace_value(&mut self, value: &field::Value) -> usize {
        let end = self.unescaped.unescaped(value.range.end);
        if !value.is_marker {
            self.write(&value.range, Kind::JsonField, Some(value.depth));
        }
        self.text.raise_floor(end);
        self.written.raise_floor(value.range.end);
        end
    }

    fn write(&mut self, written: &Range<usize>, kind: Kind, quotes: Option<Depth>) {
        let redacted = self
            .redacted
            .get_or_insert_with(|| String::with_capacity(self.source.len()));
        let before = self.source.get(self.copied..written.start);
        redacted.push_str(before.unwrap_or_default());
        let quote = |redacted: &mut String| {
            if let Some(depth) = quotes {
                redacted.extend(std::iter::repeat_n('\\', depth.backslashes()));
                redacted.push('"');
            }
        };
        quote(redacted);
        redacted.push_str(kind.marker());
        quote(redacted);
        self.copied = written.end;
    }

    /// The depth of the quotes that the marker needs where the number is a JSON value.
    fn quotes_of_number(&mut self, written: &Range<usize>) -> Option<Depth> {
        let text = &self.written;
        let digits = self.source.as_bytes().get(written.clone())?;
        if !digits.iter().all(u8::is_ascii_digit) || !ends_scalar(text, written.end) {
            return None;
        }
        let is_inside = self.is_json && self.strings.contain(text, written.start);
        let before = text.run_back(written.start, is_json_space);
        let depth = match text.before(before) {
            b':' => {
                let name = text.run_back(before - 1, is_json_space);
                field::quote_before(text, name).map(|(_, depth)| depth)
            }
            b'[' | b',' if self.is_json => Some(Depth::OUTERMOST),
            _ => None,
        };
        depth.filter(|depth| !is_inside || *depth != Depth::OUTERMOST)
    }
}
