//! Unknown arguments, and what they probably mean.

use genai_semconv::nearest::nearest;

/// Words of providers, of other libraries and of other annotations.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hints<'a> {
    /// A word, and the argument with that meaning.
    pub(crate) synonyms: &'a [(&'static str, &'static str)],
    /// A word, and what to write instead of an argument.
    pub(crate) elsewhere: &'a [(&'static str, &'static str)],
}

/// What an unknown argument probably means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant<'a> {
    /// Another argument of the same annotation.
    Argument(&'a str),
    /// Something that is no argument.
    Elsewhere(&'static str),
    Unknown,
}

impl Hints<'_> {
    /// The meaning of a word, given the known arguments.
    pub(super) fn meant<'k>(&self, word: &str, known: &[&'k str]) -> Meant<'k> {
        let synonym = find(self.synonyms, word);
        let synonym = synonym.and_then(|meant| known.iter().find(|known| **known == meant));
        if let Some(argument) = synonym {
            return Meant::Argument(argument);
        }
        if let Some(replacement) = find(self.elsewhere, word) {
            return Meant::Elsewhere(replacement);
        }
        nearest(word, known.iter().copied()).map_or(Meant::Unknown, Meant::Argument)
    }
}

fn find(words: &[(&str, &'static str)], written: &str) -> Option<&'static str> {
    let found = words.iter().find(|(word, _)| *word == written);
    found.map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::{Hints, Meant};

    #[test]
    fn foreign_words_lead_to_their_replacements() {
        let hints = Hints {
            synonyms: &[("engine", "model"), ("sampler", "temperature")],
            elsewhere: &[("modus", "`#[outer(modus)]`")],
        };
        for (word, expected) in [
            ("engine", Meant::Argument("model")),
            ("modle", Meant::Argument("model")),
            ("modus", Meant::Elsewhere("`#[outer(modus)]`")),
            // A synonym of an argument that this annotation does not have.
            ("sampler", Meant::Unknown),
            ("colour", Meant::Unknown),
        ] {
            assert_eq!(hints.meant(word, &["skip", "model"]), expected, "{word}");
        }
    }
}
