//! API keys with a prefix of their issuer.

use std::ops::Range;

use super::text::{Text, is_base64url};

/// How many bytes of a key are examined.
const JUDGED: usize = 64;

/// The keys of one issuer.
struct Form {
    prefix: &'static str,
    /// The offset in the prefix of the byte that the scan looks for: the first `-` or `_`, else `I`.
    mark: usize,
    is_in: fn(u8) -> bool,
    /// The shortest and the longest rest of a key.
    rest: (usize, usize),
    /// Whether words with hyphens may begin like the keys.
    is_ambiguous: bool,
}

const ANY: usize = usize::MAX;

const fn form(prefix: &'static str, mark: usize, is_in: fn(u8) -> bool, shortest: usize) -> Form {
    Form {
        prefix,
        mark,
        is_in,
        rest: (shortest, ANY),
        is_ambiguous: false,
    }
}

const FORMS: &[Form] = &[
    // OpenAI, Anthropic (`sk-ant-`), OpenRouter, DeepSeek and others.
    Form {
        is_ambiguous: true,
        ..form("sk-", 2, is_base64url, 16)
    },
    Form {
        rest: (16, 16),
        ..form("AKIA", 2, is_upper_or_digit, 16)
    },
    Form {
        rest: (16, 16),
        ..form("ASIA", 2, is_upper_or_digit, 16)
    },
    form("AIza", 1, is_base64url, 30),
    form("ghp_", 3, is_alphanumeric, 30),
    form("gho_", 3, is_alphanumeric, 30),
    form("ghu_", 3, is_alphanumeric, 30),
    form("ghs_", 3, is_alphanumeric, 30),
    form("ghr_", 3, is_alphanumeric, 30),
    form("github_pat_", 6, is_base64url, 22),
    form("glpat-", 5, is_base64url, 20),
    form("xoxa-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxb-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxc-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxd-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxe-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxp-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxr-", 4, is_alphanumeric_or_hyphen, 10),
    form("xoxs-", 4, is_alphanumeric_or_hyphen, 10),
    form("xapp-", 4, is_alphanumeric_or_hyphen, 10),
    form("sk_live_", 2, is_alphanumeric, 16),
    form("sk_test_", 2, is_alphanumeric, 16),
    form("rk_live_", 2, is_alphanumeric, 16),
    form("rk_test_", 2, is_alphanumeric, 16),
    form("whsec_", 5, is_alphanumeric, 24),
    form("hf_", 2, is_alphanumeric, 30),
    form("gsk_", 3, is_alphanumeric, 40),
    form("xai-", 3, is_alphanumeric, 40),
    form("r8_", 2, is_alphanumeric, 30),
    form("pplx-", 4, is_alphanumeric, 40),
    form("nvapi-", 5, is_base64url, 40),
    form("lsv2_", 4, is_base64url, 30),
    form("npm_", 3, is_alphanumeric, 36),
];

/// The key whose prefix contains the byte at an offset.
pub(super) fn around(text: &Text<'_>, mark: usize) -> Option<Range<usize>> {
    let byte = text.at(mark);
    let mut forms = FORMS
        .iter()
        .filter(|form| form.prefix.as_bytes().get(form.mark) == Some(&byte));
    forms.find_map(|form| {
        let start = mark.checked_sub(form.mark)?;
        let is_prefix = start >= text.floor() && text.starts_with(start, form.prefix);
        is_prefix.then(|| key(text, form, start))?
    })
}

fn key(text: &Text<'_>, form: &Form, start: usize) -> Option<Range<usize>> {
    if text.before(start).is_ascii_alphanumeric() {
        return None;
    }
    let rest = start + form.prefix.len();
    let (shortest, longest) = form.rest;
    let judged = text.run_of(rest, JUDGED, form.is_in);
    let is_key = judged - rest >= shortest
        && judged - rest <= longest
        && (!form.is_ambiguous || looks_random(text.part(rest, judged)));
    is_key.then(|| start..text.run(judged, form.is_in))
}

/// Whether the bytes look random, unlike words with hyphens between them.
fn looks_random(letters: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| letters.iter().any(is);
    let words = letters.split(|byte| !byte.is_ascii_alphanumeric());
    let longest = words.map(<[u8]>::len).max().unwrap_or(0);
    longest >= 20 || has(u8::is_ascii_digit) && (longest >= 12 || has(u8::is_ascii_uppercase))
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn is_alphanumeric_or_hyphen(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn is_upper_or_digit(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::FORMS;
    use crate::content::redact::tests::{finds, found, ignores};

    #[test]
    fn every_form_is_looked_for_at_its_mark() {
        for form in FORMS {
            let prefix = form.prefix.as_bytes();
            assert!(
                matches!(prefix[form.mark], b'-' | b'_' | b'I'),
                "{}",
                form.prefix
            );
            let rest: String = "A1B2C3D4E5F6G7H8"
                .chars()
                .cycle()
                .take(form.rest.0.max(16))
                .collect();
            let text = format!("key={}{rest}, x", form.prefix);
            assert_eq!(found(&text), "key=[api key], x", "{text}");
        }
    }

    #[test]
    fn keys_are_found() {
        finds(&[
            (
                r#"\n"sk-proj-aB3_dE-fGhIjKlMnOpQrStUv\""#,
                r#"\n"[api key]\""#,
            ),
            ("sk-ant-api03-R2D2c3poR2D2-c3poR2D2c3po_AA", "[api key]"),
            ("sk-or-v1-0123456789abcdef0123456789abcdef", "[api key]"),
            (
                "OPENAI_API_KEY=sk-abcdefghijklmnopqrstuvwxyz.",
                "OPENAI_API_KEY=[api key].",
            ),
            ("github_pat_11ABCDEFG0123456789_abcdefghijklm", "[api key]"),
            ("xoxb-2345678901-abcDEF", "[api key]"),
        ]);
    }

    #[test]
    fn words_stay() {
        ignores(&[
            "task-orientation-and-risk-management-processes",
            "sk-learn-extra-something-longer-than-a-key",
            "sk-loading-2024-with-several-parts",
            "mask-0123456789abcdef0123",
            "AKIAIOSFODNN7",
            "AKIAIOSFODNN7EXAMPLE1",
            "ASIAN markets and AIzawa",
            "half_hf_model and ghp_short",
            "sk-SK",
        ]);
    }
}
