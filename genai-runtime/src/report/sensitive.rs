//! Reports of sensitive values.

use std::borrow::Cow;

use super::value::Text;
use crate::content::redact::Sensitive;

/// Reports the replacement that the constructor chose, never the text itself.
#[diagnostic::do_not_recommend]
impl<T: Text> Text for Sensitive<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        let text = self.expose().text()?;
        Some(Cow::Owned(self.recorded(&text)))
    }
}
