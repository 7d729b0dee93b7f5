//! The built-in kinds, and the markers that replace findings.

use super::text::Text;

/// What [`Redaction::built_in`](super::Redaction::built_in) recognises. Each kind can be left out.
///
/// # Examples
///
/// ```
/// use genai_runtime::redact::Kind;
///
/// assert_eq!(Kind::PaymentCard.marker(), "[payment card]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// E-mail addresses with a domain of at least two labels, also with `%40` for `@`; letters up to U+07FF
    /// (Latin, Greek, Cyrillic, Hebrew, Arabic). Not recognised: quoted local parts, addresses without a
    /// top-level domain.
    Email,
    /// Telephone numbers: international ones (`+` or `00`, 8 to 15 digits), North American ones, those that
    /// begin with 0 and have a separator, and the usual groups of Brazil, China, India, Russia and Spain. Not
    /// recognised: national numbers without any separator, and groups that are also common in other numbers.
    Phone,
    /// Payment cards: 13 to 19 digits of a known brand whose Luhn checksum is right, also in groups of three
    /// digits or more with spaces or hyphens.
    PaymentCard,
    /// International bank account numbers: length of the country, checksum modulo 97, also in groups.
    Iban,
    /// IPv4 and IPv6 addresses. Four numbers with dots are an address unless `version` precedes them;
    /// a path in Rust or C++ (`a::b`) is not.
    IpAddress,
    /// Keys with the prefix of their provider: OpenAI, Anthropic, GitHub, GitLab, AWS (key identifiers), Google, Slack,
    /// Stripe, Hugging Face and others with a prefix of their own. Not recognised: secrets without a prefix.
    ApiKey,
    /// JSON web tokens.
    Jwt,
    /// Private keys in PEM, also those that are cut off before their end.
    PrivateKey,
    /// What follows `Bearer`, and what follows `Authorization:` with another scheme. The scheme stays.
    BearerToken,
    /// User and password in a URL (`scheme://user:password@host`). A user without a password stays.
    UrlCredentials,
    /// Values of JSON fields with the name of a secret, also in JSON inside of JSON strings: texts, numbers,
    /// `true` and `false`, lists and objects. `null` and empty values stay.
    JsonField,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Email,
        Self::Phone,
        Self::PaymentCard,
        Self::Iban,
        Self::IpAddress,
        Self::ApiKey,
        Self::Jwt,
        Self::PrivateKey,
        Self::BearerToken,
        Self::UrlCredentials,
        Self::JsonField,
    ];

    /// The text that replaces a finding. It is never recognised as a finding itself, and is the same inside and
    /// outside of JSON.
    pub const fn marker(self) -> &'static str {
        match self {
            Self::Email => "[email]",
            Self::Phone => "[phone]",
            Self::PaymentCard => "[payment card]",
            Self::Iban => "[iban]",
            Self::IpAddress => "[ip address]",
            Self::ApiKey => "[api key]",
            Self::Jwt => "[jwt]",
            Self::PrivateKey => "[private key]",
            Self::BearerToken => "[bearer token]",
            Self::UrlCredentials => "[credentials]",
            Self::JsonField => "[secret]",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Some of the kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u16);

impl Kinds {
    pub(super) const NONE: Self = Self(0);

    pub(super) fn all() -> Self {
        Self(Kind::ALL.iter().fold(0, |bits, kind| bits | kind.bit()))
    }

    pub(super) const fn contains(self, kind: Kind) -> bool {
        self.0 & kind.bit() != 0
    }

    pub(super) const fn without(self, kind: Kind) -> Self {
        Self(self.0 & !kind.bit())
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Kind> {
        let all = Kind::ALL.iter().copied();
        all.filter(move |kind| self.contains(*kind))
    }
}

/// Whether a marker begins here.
pub(super) fn marker_at(text: &Text<'_>, at: usize) -> bool {
    text.at(at) == b'['
        && Kind::ALL
            .iter()
            .any(|kind| text.starts_with(at, kind.marker()))
}
