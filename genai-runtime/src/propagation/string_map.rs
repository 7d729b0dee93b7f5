//! Maps of strings: the headers of queues and RPC systems.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::carrier::Fields;

macro_rules! fields {
    ($($map:ty $([$hasher:ident])?;)*) => {$(
        impl $(<$hasher: BuildHasher>)? Fields for $map {
            fn text(&self, field: &str) -> Option<Cow<'_, str>> {
                let exact = self.get(field);
                exact
                    .or_else(|| spelt_otherwise(self, field))
                    .map(|text| Cow::Borrowed(text.as_str()))
            }

            fn names(&self) -> Vec<&str> {
                self.keys().map(String::as_str).collect()
            }

            fn put(&mut self, field: &str, text: String) {
                Fields::remove(self, field);
                self.insert(field.to_ascii_lowercase(), text);
            }

            fn remove(&mut self, field: &str) {
                self.retain(|name, _| !name.eq_ignore_ascii_case(field));
            }
        }
    )*};
}

fields! {
    HashMap<String, String, S> [S];
    BTreeMap<String, String>;
}

/// A field whose name differs in case. Of several, the smallest, so that the order of a hash map does not matter.
fn spelt_otherwise<'a>(
    entries: impl IntoIterator<Item = (&'a String, &'a String)>,
    field: &str,
) -> Option<&'a String> {
    entries
        .into_iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(field))
        .min()
        .map(|(_, text)| text)
}
