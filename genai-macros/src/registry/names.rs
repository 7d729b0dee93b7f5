//! Known keys, and what an unknown one probably means.

use genai_semconv::Profile;
use genai_semconv::attribute::{Attribute, attribute, is_reserved};
use genai_semconv::rename::{Rename, RenameKind, renamed};
use genai_semconv::suggest::{Suggestion, misspelt_namespace, suggest};

use super::place::Place;

/// The framework's namespaces.
const FRAMEWORK: [&str; 2] = ["genai_runtime.", "chain."];

/// Refuses a key that backends may not accept.
pub(super) fn check_spelling(key: &str) -> Result<(), String> {
    let mistake = if key.is_empty() {
        "is empty; write a dotted name such as `app.feature`"
    } else if key.contains(char::is_whitespace) {
        "contains whitespace; use `_` or `.`"
    } else if key.contains(char::is_uppercase) && !is_reserved(key) {
        "contains an upper-case letter; keys are lower case"
    } else if key.starts_with('.') || key.ends_with('.') || key.contains("..") {
        "has an empty part; put a name on both sides of each `.`"
    } else {
        return Ok(());
    };
    Err(format!("attribute key `{key}` {mistake}"))
}

/// Finds a key of the conventions; `None` for a user's own key. Any other key is an error.
pub(super) fn find(key: &str, place: &Place) -> Result<Option<&'static Attribute>, String> {
    if FRAMEWORK.iter().any(|own| key.starts_with(own)) {
        return Err(format!(
            "`{key}` is in a namespace of the framework; choose one of your own"
        ));
    }
    let known = attribute(key).filter(|known| is_current(known));
    if known.is_some_and(|known| known.is_template() && known.key == key) {
        return Err(format!(
            "`{key}` is followed by a name of your own; write `{key}.name`"
        ));
    }
    if known.is_some() {
        return Ok(known);
    }
    if let Some(rename) = renamed(key) {
        return Err(explain(key, rename, place));
    }
    let suggestion = if is_reserved(key) {
        suggest(key)
    } else {
        match misspelt_namespace(key) {
            None => return Ok(None),
            meant => meant,
        }
    };
    Err(match suggestion {
        Some(Suggestion::Renamed(rename)) => explain(key, rename, place),
        Some(Suggestion::Spelling(near) | Suggestion::Nearest(near)) => {
            let help = set_otherwise(&[near], place);
            format!("unknown attribute `{key}`; did you mean `{near}`?{help}")
        }
        _ => {
            let namespace = key.split('.').next().unwrap_or(key);
            format!(
                "unknown attribute `{key}`: the conventions own the namespace `{namespace}`; choose \
                 one of your own"
            )
        }
    })
}

fn is_current(known: &Attribute) -> bool {
    [Profile::V1_41, Profile::Latest]
        .into_iter()
        .any(|profile| known.is_current(profile))
}

/// What the next error would say about the suggested keys, if they cannot be set here either.
fn set_otherwise(meant: &[&str], place: &Place) -> String {
    let messages = meant.iter().filter_map(|key| {
        let message = place.check(key, attribute(key)?).err()?;
        Some(message.replace("\nhelp: ", "; "))
    });
    messages
        .flat_map(|message| ["\nhelp: ".to_owned(), message])
        .collect()
}

fn explain(key: &str, rename: &Rename, place: &Place) -> String {
    let to = rename.to.join("`, `");
    let otherwise = set_otherwise(rename.to, place);
    let mut message = match (rename.kind, rename.to) {
        (RenameKind::Vendor, []) => {
            format!("`{key}` is another library's name; the conventions have none for it")
        }
        (RenameKind::Vendor, _) if otherwise.is_empty() => {
            format!("`{key}` is another library's name; write `{to}`")
        }
        (RenameKind::Vendor, _) => format!("`{key}` is another library's name for `{to}`"),
        (_, []) => format!("`{key}` was removed and has no successor"),
        (RenameKind::Removed, [_]) => format!("`{key}` was removed; `{to}` comes nearest"),
        (RenameKind::Removed, _) => format!("`{key}` was removed; `{to}` come nearest"),
        (_, _) => format!("`{key}` was renamed to `{to}`"),
    };
    message.push_str(&otherwise);
    if let Some(note) = rename.note {
        message.push_str("\nhelp: ");
        message.push_str(note);
    }
    message
}
