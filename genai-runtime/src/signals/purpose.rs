//! Attributes of an operation's purpose (conversation, user, session, feature and the like), on its span and, if
//! configured, on its metrics.
//!
//! They have two sources: the application's [scopes](crate::chain), and incoming baggage. Of the latter only configured
//! keys count, and every value passes through [`arrived`].

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use genai_semconv::attribute;
use opentelemetry::baggage::BaggageExt;
use opentelemetry::{Context, Key, KeyValue, StringValue, Value};

use super::redacted::{redact_attributes, redact_value};
use super::{Attributes, Conventions, providers};
use crate::chain::{Purpose, is_of_one_span};
use crate::content::beginning;
use crate::redact::Redaction;

/// The environment variable that lists the keys of baggage to write on spans.
pub(crate) const VARIABLE: &str = "GENAI_RUNTIME_BAGGAGE_ATTRIBUTES";

/// Longest value of baggage that is written, in bytes; a longer one is cut.
const LIMIT: usize = 256;

/// The keys of baggage to write on spans, and those of purpose attributes to write on metrics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    baggage: Vec<Key>,
    metrics: Vec<Key>,
}

impl Shown {
    /// From two lists of keys. Duplicates are left out, and so are keys of facts that belong to one span only.
    pub(crate) fn new(baggage: &[String], metrics: &[String]) -> Self {
        Self {
            baggage: distinct(baggage),
            metrics: distinct(metrics),
        }
    }

    fn is_nothing(&self) -> bool {
        self.baggage.is_empty() && self.metrics.is_empty()
    }

    /// The same with other baggage.
    #[cfg(feature = "testing")]
    pub(crate) fn with_baggage(&self, keys: &[String]) -> Self {
        let baggage = distinct(keys);
        Self {
            baggage,
            ..self.clone()
        }
    }

    /// The same with other attributes on metrics.
    #[cfg(feature = "testing")]
    pub(crate) fn with_metrics(&self, keys: &[String]) -> Self {
        let metrics = distinct(keys);
        Self {
            metrics,
            ..self.clone()
        }
    }
}

fn distinct(keys: &[String]) -> Vec<Key> {
    let mut seen = HashSet::new();
    let keys = keys.iter().map(|key| key.trim());
    keys.filter(|key| !is_of_one_span(key) && seen.insert(*key))
        .map(|key| Key::from(Arc::from(key)))
        .collect()
}

/// Parses a list of keys such as `app.tenant, session.id`; `none` is not a key.
pub(crate) fn keys(list: &str) -> Vec<String> {
    let keys = list.split(',').map(str::trim);
    keys.filter(|key| !key.is_empty() && !key.eq_ignore_ascii_case("none"))
        .map(str::to_owned)
        .collect()
}

/// The process's choice; `None` until there is one.
static CHOSEN: RwLock<Option<Arc<Shown>>> = RwLock::new(None);

/// Whether the choice is empty: the fast path of every operation.
static IS_NOTHING: AtomicBool = AtomicBool::new(false);

/// The process's choice, else the environment's; `None` if that is empty.
#[inline]
pub(super) fn of_process() -> Option<Arc<Shown>> {
    if IS_NOTHING.load(Ordering::Relaxed) {
        return None;
    }
    Some(chosen())
}

fn chosen() -> Arc<Shown> {
    let chosen = CHOSEN
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    chosen.unwrap_or_else(|| {
        let list = std::env::var(VARIABLE).unwrap_or_default();
        let shown = Arc::new(Shown::new(&keys(&list), &[]));
        // A choice that was made in the meantime takes precedence over the environment.
        let mut chosen = CHOSEN.write().unwrap_or_else(PoisonError::into_inner);
        let chosen = chosen.get_or_insert(shown);
        IS_NOTHING.store(chosen.is_nothing(), Ordering::Relaxed);
        chosen.clone()
    })
}

/// Chooses for the process, or leaves it to the environment.
#[cfg(feature = "sdk")]
pub(crate) fn choose(shown: Option<Shown>) {
    let mut chosen = CHOSEN.write().unwrap_or_else(PoisonError::into_inner);
    let is_nothing = shown.as_ref().is_some_and(Shown::is_nothing);
    IS_NOTHING.store(is_nothing, Ordering::Relaxed);
    *chosen = shown.map(Arc::new);
}

/// The conversation of a context.
pub(crate) fn conversation(context: &Context) -> Option<StringValue> {
    if let Some(said) = Purpose::of(context).and_then(|purpose| purpose.conversation().cloned()) {
        return Some(said.into());
    }
    let shown = providers::shown(context)?;
    let key = shown.baggage.iter().find(|key| is_conversation(key))?;
    from_baggage(context, key)
}

/// Adds the purpose of an operation in a context, except the conversation.
pub(crate) fn write(context: &Context, conventions: Conventions, target: &mut Attributes) {
    if let Some(purpose) = Purpose::of(context) {
        for (key, value) in purpose.attributes() {
            target.own(key, Some(value.clone()), conventions);
        }
        target.saturated(purpose.is_saturated());
    }
    let Some(shown) = providers::shown(context) else {
        return;
    };
    for key in shown.baggage.iter().filter(|key| !is_conversation(key)) {
        if !target.contains(key.as_str())
            && let Some(value) = from_baggage(context, key)
        {
            target.extend(std::iter::once(KeyValue::new(key.clone(), value)));
        }
    }
}

/// Adds the purpose attributes that belong on metrics, and redacts all attributes: exporters do not redact metrics.
pub(crate) fn write_to_metric(context: &Context, target: &mut Vec<KeyValue>) {
    let redaction = providers::redaction(context);
    if let Some(redaction) = &redaction {
        redact_attributes(target, redaction);
    }
    write_shown(context, redaction.as_ref(), target);
}

/// Whether metrics of otherwise equal calls may differ by the context: by purpose attributes or by its redaction.
pub(super) fn is_on_metrics(context: &Context) -> bool {
    providers::shown(context).is_some_and(|shown| !shown.metrics.is_empty())
        || providers::has_own_redaction(context)
}

fn write_shown(context: &Context, redaction: Option<&Redaction>, target: &mut Vec<KeyValue>) {
    let Some(shown) = providers::shown(context).filter(|shown| !shown.metrics.is_empty()) else {
        return;
    };
    let purpose = Purpose::of(context);
    for key in &shown.metrics {
        if target.iter().any(|known| known.key == *key) {
            continue;
        }
        let said = purpose
            .as_ref()
            .and_then(|purpose| said(purpose, key.as_str()));
        if let Some(mut value) = said {
            if let Some(redaction) = redaction {
                redact_value(&mut value, redaction);
            }
            target.push(KeyValue::new(key.clone(), value));
        } else if shown.baggage.contains(key)
            && let Some(value) = from_baggage(context, key)
        {
            target.push(KeyValue::new(key.clone(), value));
        }
    }
}

fn said(purpose: &Purpose, key: &str) -> Option<Value> {
    if key == attribute::GEN_AI_CONVERSATION_ID {
        let conversation = purpose.conversation().cloned();
        return conversation.map(|conversation| Value::String(conversation.into()));
    }
    let mut attributes = purpose.attributes().iter();
    let found = attributes.find(|(known, _)| *known == key);
    found.map(|(_, value)| value.clone())
}

fn is_conversation(key: &Key) -> bool {
    key.as_str() == attribute::GEN_AI_CONVERSATION_ID
}

/// The value of baggage under a key, redacted.
fn from_baggage(context: &Context, key: &Key) -> Option<StringValue> {
    let value = context.baggage().get(key.as_str())?;
    match providers::redaction(context) {
        // Redact before cutting: a part of a secret is not recognized.
        Some(redaction) => Some(arrived(&redaction.clean(value.as_str()))),
        None => Some(arrived(value.as_str())),
    }
}

/// Cuts a value of incoming baggage to [`LIMIT`].
fn arrived(value: &str) -> StringValue {
    beginning(value, LIMIT).to_owned().into()
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, arrived, keys};

    #[test]
    fn a_long_value_from_elsewhere_is_cut_between_characters() {
        assert_eq!(arrived("short").as_str(), "short");
        let long = "é".repeat(LIMIT);
        assert_eq!(arrived(&long).as_str(), "é".repeat(LIMIT / 2));
        let odd = format!("a{long}");
        assert_eq!(arrived(&odd).as_str().len(), LIMIT - 1);
    }

    #[test]
    fn a_list_names_keys() {
        assert_eq!(
            keys(" app.tenant ,,session.id"),
            ["app.tenant", "session.id"]
        );
        assert_eq!(keys("none"), [""; 0]);
        assert_eq!(keys(""), [""; 0]);
    }
}
