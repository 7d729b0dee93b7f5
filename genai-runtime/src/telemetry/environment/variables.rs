//! Typed access to variables, with one message for each kind of mistake.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt::Display;
use std::time::Duration;

use crate::telemetry::diagnostics::quoted;

/// What [`milliseconds`] reads, for messages.
const MILLISECONDS: &str = "a whole number of milliseconds, more than 0";

/// A duration in milliseconds, more than none.
fn milliseconds(text: &str) -> Option<Duration> {
    timeout(text).filter(|duration| !duration.is_zero())
}

/// What [`timeout`] reads, for messages.
pub(super) const TIMEOUT: &str = "a whole number of milliseconds";

/// A timeout in milliseconds; 0 for none.
pub(super) fn timeout(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_millis)
}

/// A set of variables, and the warnings about them.
///
/// An empty value counts as unset, as the specification demands.
pub(crate) struct Variables<'a> {
    lookup: &'a dyn Fn(&str) -> Option<OsString>,
    warnings: RefCell<Vec<String>>,
}

impl<'a> Variables<'a> {
    pub(crate) fn new(lookup: &'a dyn Fn(&str) -> Option<OsString>) -> Self {
        Self {
            lookup,
            warnings: RefCell::default(),
        }
    }

    pub(crate) fn into_warnings(self) -> Vec<String> {
        self.warnings.into_inner()
    }

    /// Adds a warning, once even if several settings read the variable.
    pub(crate) fn warn(&self, warning: String) {
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    /// Warns about `value`, which the message quotes.
    pub(crate) fn refuse(&self, name: &str, value: &str, expected: &str, instead: impl Display) {
        self.warn(format!(
            "`{name}` is `{}`: expected {expected}; using {instead}",
            quoted(value)
        ));
    }

    /// The text of a variable without the white space around it.
    pub(crate) fn text(&self, name: &str, instead: impl Display) -> Option<String> {
        let value = (self.lookup)(name)?;
        let Some(text) = value.to_str() else {
            self.warn(format!(
                "`{name}` is not valid UTF-8: expected text; using {instead}"
            ));
            return None;
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The parsed value of a variable; warns if `parse` rejects it.
    pub(crate) fn parsed<T>(
        &self,
        name: &str,
        expected: &str,
        instead: impl Display,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name, &instead)?;
        let value = parse(&text);
        if value.is_none() {
            self.refuse(name, &text, expected, instead);
        }
        value
    }

    /// The parsed value of a variable; `instead`, which messages call `shown`, if `parse` rejects it.
    pub(crate) fn parsed_or<T>(
        &self,
        name: &str,
        expected: &str,
        (instead, shown): (T, &str),
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = (self.lookup)(name)?;
        let is_blank = value.to_str().is_some_and(|text| text.trim().is_empty());
        let parsed = || self.parsed(name, expected, shown, parse);
        (!is_blank).then(|| parsed().unwrap_or(instead))
    }

    /// `true` or `false` in any case, if the variable is set; everything else counts as `false`.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.parsed_or(name, "`true` or `false`", (false, "`false`"), |text| {
            text.to_ascii_lowercase().parse().ok()
        })
    }

    /// A duration in milliseconds, more than none.
    pub(crate) fn milliseconds(&self, name: &str, default: Duration) -> Option<Duration> {
        self.parsed(name, MILLISECONDS, default.as_millis(), milliseconds)
    }

    /// A timeout in milliseconds; 0 for none.
    pub(crate) fn timeout(&self, name: &str, default: Duration) -> Option<Duration> {
        self.parsed(name, TIMEOUT, default.as_millis(), timeout)
    }

    /// A number of items, more than none.
    pub(crate) fn count(&self, name: &str, default: usize) -> Option<usize> {
        self.parsed(name, "a whole number, more than 0", default, |text| {
            text.parse().ok().filter(|value| *value > 0)
        })
    }
}
