//! Built-in kinds and redactors of a user's own, one after the other.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use super::field_names::FieldNames;
use super::kind::{Kind, Kinds};
use super::redactor::Redactor;
use super::scan::Rules;
use crate::shield::{self, suppress};

/// Replaces a text whose redactor panicked or could not be called.
const WITHHELD: &str = "[withheld]";

/// What is redacted from texts before they leave the process.
///
/// The built-in [kinds](Kind) run first, then custom redactors, in the order in which they were
/// added. Cheap to clone. The built-in kinds take time linear in the length of any text.
///
/// Escapes in JSON are decoded, also where JSON is nested in strings: `bob\u0040example.com` is an
/// address, and valid JSON stays valid JSON. Redacting twice changes nothing more.
///
/// Values are recognised by their form: names of people, places, and secrets that look like words stay.
///
/// # Examples
///
/// ```
/// use genai_runtime::redact::{Kind, Redaction};
///
/// let redaction = Redaction::built_in();
/// assert_eq!(
///     redaction.apply("Mail bob@example.com or call +49 30 1234567."),
///     "Mail [email] or call [phone]."
/// );
/// assert_eq!(
///     redaction.apply(r#"{"user":"bob","password":"hunter2"}"#),
///     r#"{"user":"bob","password":"[secret]"}"#
/// );
///
/// let redaction = redaction.without(Kind::Email);
/// assert_eq!(redaction.apply("bob@example.com"), "bob@example.com");
/// ```
#[derive(Clone)]
pub struct Redaction {
    chain: Arc<Chain>,
}

#[derive(Clone)]
struct Chain {
    rules: Rules,
    redactors: Vec<Arc<dyn Redactor>>,
}

impl Redaction {
    /// All built-in kinds.
    pub fn built_in() -> Self {
        Self::of(Kinds::all())
    }

    /// Nothing: texts leave as they are, until redactors are added.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::redact::Redaction;
    ///
    /// assert_eq!(Redaction::none().apply("bob@example.com"), "bob@example.com");
    /// ```
    pub fn none() -> Self {
        Self::of(Kinds::NONE)
    }

    fn of(kinds: Kinds) -> Self {
        let names = FieldNames::new(kinds.contains(Kind::JsonField));
        let rules = Rules { kinds, names };
        let redactors = Vec::new();
        Self {
            chain: Arc::new(Chain { rules, redactors }),
        }
    }

    /// Adds a redactor after the present ones. It is given texts as they are: where one is JSON, with its escapes
    /// (`Jos\u00e9`, `\"`), which only the built-in kinds see through. If it panics, the whole text becomes
    /// `[withheld]`.
    ///
    /// A redactor may call annotated functions. They are not observed meanwhile, because their texts would call the
    /// redactor again, without end: telemetry is suppressed in its context. If it uses other threads or tasks,
    /// propagate that context to them ([`propagation`](crate::propagation)), or enter
    /// [`Context::enter_telemetry_suppressed_scope`](opentelemetry::Context::enter_telemetry_suppressed_scope) there.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::borrow::Cow;
    ///
    /// use genai_runtime::redact::Redaction;
    ///
    /// fn without_badges(text: &str) -> Cow<'_, str> {
    ///     if text.contains("badge") { text.replace("badge", "[badge]").into() } else { text.into() }
    /// }
    ///
    /// let redaction = Redaction::none().with(without_badges);
    /// assert_eq!(redaction.apply("a badge"), "a [badge]");
    /// ```
    #[must_use]
    pub fn with(mut self, redactor: impl Redactor + 'static) -> Self {
        let redactors = &mut Arc::make_mut(&mut self.chain).redactors;
        redactors.push(Arc::new(redactor));
        self
    }

    /// Adds a closure as a redactor; the compiler infers its lifetimes here, but not at [`with`](Self::with).
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::redact::Redaction;
    ///
    /// let redaction = Redaction::none().with_fn(|text| match text.contains("tiger") {
    ///     true => text.replace("tiger", "[project]").into(),
    ///     false => text.into(),
    /// });
    /// assert_eq!(redaction.apply("project tiger"), "project [project]");
    /// ```
    #[must_use]
    pub fn with_fn<F>(self, redact: F) -> Self
    where
        F: for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync + 'static,
    {
        self.with(redact)
    }

    /// Adds the name of a JSON field whose value is a secret ([`Kind::JsonField`]). Only its letters and digits
    /// are compared, in either case; the whole name must match. A name that has none adds nothing.
    ///
    /// Built in are `password`, `passwd`, `pwd`, `passphrase`, `secret`, `credentials`,
    /// `api_key`, `access_token` and other names of keys and tokens, all of them also at the end of a longer
    /// name (`db_password`, `/db/password`). Names of passwords and of API, private and secret keys need no word
    /// boundary before them (`PGPASSWORD`). Built in as whole names are `token`, `auth`, `authorization`, `cookie`,
    /// `set_cookie`, `cvc`, `cvv` and `ssn`. Without [`Kind::JsonField`], the added names alone are looked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::redact::Redaction;
    ///
    /// let redaction = Redaction::built_in().with_field("patient_id");
    /// assert_eq!(redaction.apply(r#"{"patientId": [7]}"#), r#"{"patientId": "[secret]"}"#);
    /// ```
    #[must_use]
    pub fn with_field(mut self, name: &str) -> Self {
        Arc::make_mut(&mut self.chain).rules.names.add(name);
        self
    }

    /// Leaves a built-in kind out.
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        let rules = &mut Arc::make_mut(&mut self.chain).rules;
        rules.kinds = rules.kinds.without(kind);
        if kind == Kind::JsonField {
            rules.names.leave_out_built_in();
        }
        self
    }

    /// Whether there are custom redactors.
    #[cfg(feature = "content")]
    pub(crate) fn has_redactors(&self) -> bool {
        !self.chain.redactors.is_empty()
    }

    /// Returns the redacted text; the text itself if nothing was found.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::borrow::Cow;
    ///
    /// use genai_runtime::redact::Redaction;
    ///
    /// let text = Redaction::built_in().apply("Nothing to hide since 1999.");
    /// assert!(matches!(text, Cow::Borrowed(_)));
    /// ```
    pub fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = self.chain.rules.apply(text);
        for redactor in &self.chain.redactors {
            let given: &str = &text;
            let changed = match shielded(&**redactor, given) {
                Cow::Borrowed(same) if std::ptr::eq(same, given) => None,
                // What is borrowed may be another text, or a part of this one.
                changed => Some(changed.into_owned()),
            };
            text = changed.map_or(text, Cow::Owned);
        }
        text
    }
}

impl Redaction {
    /// Like [`apply`](Self::apply), for texts of the framework. A redactor may call annotated functions, whose texts
    /// would call it again without end: telemetry is suppressed meanwhile, and texts that are recorded nevertheless, in
    /// another context, are withheld.
    pub(crate) fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.chain.redactors.is_empty() {
            return self.apply(text);
        }
        if IS_CLEANING.replace(true) {
            return Cow::Owned(WITHHELD.to_owned());
        }
        // Nothing panics in between.
        let suppressed = suppress();
        let text = self.apply(text);
        drop(suppressed);
        IS_CLEANING.set(false);
        text
    }
}

/// Whether this thread is calling custom redactors for the framework; texts that are recorded meanwhile are withheld.
pub(crate) fn is_cleaning() -> bool {
    IS_CLEANING.get()
}

thread_local! {
    static IS_CLEANING: Cell<bool> = const { Cell::new(false) };
}

/// A panic in a redactor must neither reach the program nor let the text out.
fn shielded<'a>(redactor: &dyn Redactor, text: &'a str) -> Cow<'a, str> {
    let redacted = shield::shielded(|| redactor.redact(text));
    redacted.unwrap_or(Cow::Borrowed(WITHHELD))
}

/// All built-in kinds.
impl Default for Redaction {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Redactor for Redaction {
    fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.apply(text)
    }
}

impl fmt::Debug for Redaction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<Kind> = self.chain.rules.kinds.iter().collect();
        formatter
            .debug_struct("Redaction")
            .field("kinds", &kinds)
            .field("field_names", &self.chain.rules.names.len())
            .field("redactors", &self.chain.redactors.len())
            .finish()
    }
}
