//! What sensitive values say about themselves.

use std::borrow::Cow;

use super::value::Text;
use crate::content::redact::Sensitive;

/// Never the text itself, but what the value's constructor records in its place.
#[diagnostic::do_not_recommend]
impl<T: Text> Text for Sensitive<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        let text = self.expose().text()?;
        Some(Cow::Owned(self.recorded(&text)))
    }
}
