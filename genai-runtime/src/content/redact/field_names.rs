//! Names of the JSON fields whose values are secrets.

/// Secrets wherever they end a name: `db_password`, `clientSecret`. Sorted.
const ENDINGS: &[&str] = &[
    "accesskey",
    "accesskeyid",
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "connectionstring",
    "credential",
    "credentials",
    "encryptionkey",
    "idtoken",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "sessiontoken",
    "signingkey",
];

/// Secrets also where no word begins, since no other word ends like them: `PGPASSWORD`, `newpassword`.
const GLUED: &[&str] = &[
    "apikey",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secretkey",
];

/// Secrets as whole names only: `next_page_token` is none. Sorted.
const NAMES: &[&str] = &[
    "auth",
    "authorization",
    "cookie",
    "cvc",
    "cvv",
    "proxyauthorization",
    "setcookie",
    "ssn",
    "token",
];

/// The names that are looked for.
#[derive(Debug, Clone)]
pub(super) struct FieldNames {
    has_built_in: bool,
    /// What a user has added. Sorted.
    added: Vec<Box<[u8]>>,
}

impl FieldNames {
    pub(super) fn new(has_built_in: bool) -> Self {
        Self {
            has_built_in,
            added: Vec::new(),
        }
    }

    pub(super) fn leave_out_built_in(&mut self) {
        self.has_built_in = false;
    }

    /// Whether there are any.
    pub(super) fn are_any(&self) -> bool {
        self.has_built_in || !self.added.is_empty()
    }

    /// Adds a name; one without a letter is none.
    pub(super) fn add(&mut self, name: &str) {
        let name: Box<[u8]> = letters(name.as_bytes()).collect();
        if name.is_empty() {
            return;
        }
        if let Err(place) = self.added.binary_search(&name) {
            self.added.insert(place, name);
        }
    }

    pub(super) fn len(&self) -> usize {
        let built_in = if self.has_built_in {
            ENDINGS.len() + NAMES.len()
        } else {
            0
        };
        built_in + self.added.len()
    }

    /// Whether the value of a field of this name is a secret.
    pub(super) fn contains(&self, name: &[u8]) -> bool {
        let is_built_in = self.has_built_in && {
            is_among(NAMES, name)
                || words(name).any(|rest| is_among(ENDINGS, rest))
                || GLUED.iter().any(|ending| ends_with(name, ending))
        };
        let is_added = || {
            let listed = &self.added;
            let found = listed.binary_search_by(|listed| listed.iter().copied().cmp(letters(name)));
            found.is_ok()
        };
        is_built_in && !is_sentence(name) || is_added()
    }
}

/// The letters and digits of a name in lower case: `API-Key`, `api_key` and `apiKey` are one name.
fn letters(name: &[u8]) -> impl DoubleEndedIterator<Item = u8> {
    let letters = name.iter().filter(|byte| !is_separator(**byte));
    letters.map(u8::to_ascii_lowercase)
}

fn is_separator(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// Whether a name has several words and punctuation: `Forgot password?` names no secret, but `Password?` does.
fn is_sentence(name: &[u8]) -> bool {
    let mut words = name.trim_ascii().split(u8::is_ascii_whitespace);
    words.nth(1).is_some() && name.iter().any(|byte| b"?!,;()\"".contains(byte))
}

/// Not inlined: the callers' lists are constants, for which the compiler would unroll every comparison.
#[inline(never)]
fn ends_with(name: &[u8], ending: &str) -> bool {
    let mut last = letters(name).rev();
    ending.bytes().rev().all(|byte| last.next() == Some(byte))
}

/// Not inlined, for the same reason as [`ends_with`].
#[inline(never)]
fn is_among(names: &[&str], name: &[u8]) -> bool {
    let found = names.binary_search_by(|listed| listed.bytes().cmp(letters(name)));
    found.is_ok()
}

/// The suffixes of a name that begin with each of its words.
fn words(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    let before = std::iter::once(b'_').chain(name.iter().copied());
    let starts = before.zip(name).enumerate().filter(|(_, (before, byte))| {
        is_separator(*before) || before.is_ascii_lowercase() && byte.is_ascii_uppercase()
    });
    starts.filter_map(|(start, _)| name.get(start..))
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, FieldNames, GLUED, NAMES};

    #[test]
    fn names_are_sorted_and_plain() {
        for names in [ENDINGS, GLUED, NAMES] {
            assert!(names.is_sorted());
            assert!(
                names
                    .iter()
                    .all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase()))
            );
        }
    }

    #[test]
    fn names_are_found_in_every_style() {
        let mut names = FieldNames::new(true);
        names.add("Patient-Id");
        for name in [
            "password",
            "Password",
            "db_password",
            "dbPassword",
            "x-api-key",
            "API_KEY",
            "apikey",
            "openai.api_key",
            "token",
            "access_token",
            "Authorization",
            "AWS_SECRET_ACCESS_KEY",
            "client secret",
            "/prod/db/password",
            "config:secret",
            "PGPASSWORD",
            "newpassword",
            "nopassword",
            "MYAPIKEY",
            "Password:",
            "user[password]",
            "Bob's password",
            "C:\\keys\\secret",
            "admin@password",
            "#token",
            "Password?",
            "(secret)",
            "getPassword()",
            "env('DB_PASSWORD')",
            "Patient ID?",
            "(Patient ID)",
            "patient_id",
            "patientId",
        ] {
            assert!(names.contains(name.as_bytes()), "{name}");
        }
        for name in [
            "passwords",
            "max_tokens",
            "tokens",
            "next_page_token",
            "secretary",
            "topsecret",
            "OLDPWD",
            "password_hint",
            "author",
            "the_patient_id",
            "Forgot password?",
            "What is my password?",
            "Change the password!",
            "Sign in (with a password)",
            "Without a password,",
            "access (token)",
            "",
        ] {
            assert!(!names.contains(name.as_bytes()), "{name}");
        }
    }
}
