//! Words that are no arguments, and what is meant by them.

use genai_semconv::nearest::nearest;

/// What is meant by words of providers, of other libraries and of other annotations.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hints<'a> {
    /// A word, and the argument that it means.
    pub(crate) synonyms: &'a [(&'static str, &'static str)],
    /// A word, and what says it instead.
    pub(crate) elsewhere: &'a [(&'static str, &'static str)],
}

/// What an unknown argument may have been meant for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant<'a> {
    /// Another argument of the same annotation.
    Argument(&'a str),
    /// Something that is no argument.
    Elsewhere(&'static str),
    Unknown,
}

impl Hints<'_> {
    /// What is meant by a word, where these arguments are known.
    pub(super) fn meant<'k>(&self, word: &str, known: &[&'k str]) -> Meant<'k> {
        let synonym = find(self.synonyms, word);
        let synonym = synonym.and_then(|meant| known.iter().find(|known| **known == meant));
        if let Some(argument) = synonym {
            return Meant::Argument(argument);
        }
        if let Some(said) = find(self.elsewhere, word) {
            return Meant::Elsewhere(said);
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
    fn a_word_of_others_is_told_what_says_it_here() {
        let hints = Hints {
            synonyms: &[("engine", "model"), ("sampler", "temperature")],
            elsewhere: &[("modus", "`#[outer(modus)]`")],
        };
        for (word, expected) in [
            ("engine", Meant::Argument("model")),
            ("modle", Meant::Argument("model")),
            ("modus", Meant::Elsewhere("`#[outer(modus)]`")),
            // What is no argument here is not advised.
            ("sampler", Meant::Unknown),
            ("colour", Meant::Unknown),
        ] {
            assert_eq!(hints.meant(word, &["skip", "model"]), expected, "{word}");
        }
    }
}
