//! `SEMCONV_PIN`: the commit of each source, and digests of the sources and of the tables.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use super::digest::digest;
use super::render::Generated;
use super::sources::{NAMES, Sources};

/// The sources of the tables.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pin {
    /// Digest of the generated files.
    pub(crate) tables: String,
    sources: BTreeMap<String, Source>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Source {
    version: String,
    files: String,
}

impl Pin {
    /// Reads the pin; a missing file is an empty pin.
    ///
    /// # Errors
    ///
    /// The line that cannot be parsed.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        Self::parse(&fs::read_to_string(path).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut pin = Self::default();
        let mut section = String::new();
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let unknown = || format!("SEMCONV_PIN: `{line}` is not understood");
            if let Some(name) = line.strip_prefix("[\"").and_then(|l| l.strip_suffix("\"]")) {
                name.clone_into(&mut section);
                continue;
            }
            let (key, value) = line.split_once(" = ").ok_or_else(unknown)?;
            let value = value.trim_matches('"').to_owned();
            if section.is_empty() {
                match key {
                    "tables" => pin.tables = value,
                    _ => return Err(unknown()),
                }
                continue;
            }
            let source = pin.sources.entry(section.clone()).or_default();
            match key {
                "version" => source.version = value,
                "files" => source.files = value,
                _ => return Err(unknown()),
            }
        }
        Ok(pin)
    }

    /// The pin of newly generated tables.
    ///
    /// # Errors
    ///
    /// The source that changed and whose new commit is unknown.
    pub(crate) fn renew(&self, sources: &Sources, files: &[Generated]) -> Result<Self, String> {
        let mut pin = Self {
            tables: digest(files),
            sources: BTreeMap::new(),
        };
        for name in NAMES {
            let files = sources.digest(name)?;
            let before = self
                .sources
                .get(name)
                .filter(|source| source.files == files);
            let version = sources
                .version(name)
                .or_else(|| before.map(|source| source.version.clone()))
                .ok_or_else(|| format!("which commit is `{name}` of? add `--pin {name}=COMMIT`"))?;
            pin.sources
                .insert(name.to_owned(), Source { version, files });
        }
        Ok(pin)
    }

    /// Compares the digests of the sources.
    ///
    /// # Errors
    ///
    /// The source that is not the pinned one.
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        for name in NAMES {
            let pinned = self.sources.get(name).map(|source| source.files.as_str());
            if pinned != Some(&sources.digest(name)?) {
                return Err(format!(
                    "`{name}` is not what SEMCONV_PIN names; run `cargo xtask semconv`"
                ));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# What the tables of genai-semconv are generated from. Written by `cargo xtask semconv`.\n\
             tables = \"{}\"",
            self.tables
        )?;
        for (name, source) in &self.sources {
            let Source { version, files } = source;
            writeln!(
                f,
                "\n[\"{name}\"]\nversion = \"{version}\"\nfiles = \"{files}\""
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Pin, Source};

    #[test]
    fn reads_what_it_wrote() {
        let source = Source {
            version: "v1".to_owned(),
            files: "sha256:00".to_owned(),
        };
        let pin = Pin {
            tables: "sha256:11".to_owned(),
            sources: [("v1.41".to_owned(), source)].into(),
        };
        assert_eq!(Pin::parse(&pin.to_string()), Ok(pin));
        assert!(Pin::parse("tables").is_err());
    }
}
