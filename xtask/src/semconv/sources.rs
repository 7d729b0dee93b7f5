//! The three directories that the registry is generated from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::digest::digest;
use super::model::Model;
use super::overlay::{self, Overlay};
use super::registry::{self, Registry};
use super::{resolve, source};

/// Names the directory that holds `latest`, `v1.41` and `core`.
pub(crate) const VARIABLE: &str = "GENAI_SEMCONV";

/// Names of the directories, in the order of the arguments.
pub(crate) const NAMES: [&str; 3] = ["latest", "v1.41", "core"];

/// The directories of the conventions' model, and the commits that the arguments name.
#[derive(Debug)]
pub(crate) struct Sources {
    directories: BTreeMap<&'static str, PathBuf>,
    versions: BTreeMap<String, String>,
}

impl Sources {
    /// Reads `PATH` or `LATEST V1.41 CORE`, and any `--pin NAME=COMMIT`; without a path, the environment.
    ///
    /// # Errors
    ///
    /// The argument that is not valid.
    pub(crate) fn from_arguments(arguments: &[String]) -> Result<Self, String> {
        let mut paths = Vec::new();
        let mut versions = BTreeMap::new();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if argument == "--pin" {
                let pair = arguments.next().and_then(|pair| pair.split_once('='));
                let (name, version) = pair.ok_or("`--pin` needs NAME=COMMIT")?;
                if !NAMES.contains(&name) {
                    return Err(format!("nothing to pin is called `{name}`: {NAMES:?}"));
                }
                versions.insert(name.to_owned(), version.to_owned());
            } else if argument.starts_with("--") {
                return Err(format!("unknown argument `{argument}`"));
            } else {
                paths.push(PathBuf::from(argument));
            }
        }
        let mut sources = match paths.as_slice() {
            [] => Self::from_environment()
                .ok_or_else(|| format!("name the model's directories, or set {VARIABLE}"))?,
            [root] => Self::beneath(root),
            [latest, v1_41, core] => {
                let paths = [latest, v1_41, core].map(PathBuf::clone);
                Self {
                    directories: NAMES.into_iter().zip(paths).collect(),
                    versions: BTreeMap::new(),
                }
            }
            _ => {
                return Err(
                    "name one directory with latest, v1.41 and core in it, or three".into(),
                );
            }
        };
        sources.versions = versions;
        Ok(sources)
    }

    /// The directory that the environment names.
    pub(crate) fn from_environment() -> Option<Self> {
        let root = std::env::var_os(VARIABLE)?;
        Some(Self::beneath(Path::new(&root)))
    }

    fn beneath(root: &Path) -> Self {
        Self {
            directories: NAMES.map(|name| (name, root.join(name))).into(),
            versions: BTreeMap::new(),
        }
    }

    /// Builds the registry.
    ///
    /// # Errors
    ///
    /// The file and the name of what is wrong.
    pub(crate) fn registry(&self) -> Result<Registry, String> {
        let read = |name| self.files(name);
        build(&read("latest")?, &read("v1.41")?, &read("core")?)
    }

    /// The digest of one directory's files.
    ///
    /// # Errors
    ///
    /// What cannot be read.
    pub(crate) fn digest(&self, name: &str) -> Result<String, String> {
        Ok(digest(&self.files(name)?))
    }

    /// The commit of one directory: from the arguments, or from git if the directory is the model of a checkout. `None`
    /// if it is unknown.
    pub(crate) fn version(&self, name: &str) -> Option<String> {
        if let Some(version) = self.versions.get(name) {
            return Some(version.clone());
        }
        let checkout = self.directories.get(name)?.parent()?;
        if !checkout.join(".git").exists() {
            return None;
        }
        let git = Command::new("git")
            .current_dir(checkout)
            .args(["rev-parse", "HEAD"])
            .output()
            .ok()?;
        let commit = String::from_utf8(git.stdout).ok()?.trim().to_owned();
        Some(commit).filter(|_| git.status.success())
    }

    fn files(&self, name: &str) -> Result<Vec<(String, String)>, String> {
        let directory = self.directories.get(name);
        let directory = directory.ok_or_else(|| format!("no directory for `{name}`"))?;
        let label = |(path, text)| (format!("{name}/{path}"), text);
        Ok(source::read(directory)?.into_iter().map(label).collect())
    }
}

/// Builds the registry from the contents of files.
///
/// # Errors
///
/// The file and the name of what is wrong.
pub(crate) fn build(
    latest: &[(String, String)],
    v1_41: &[(String, String)],
    core: &[(String, String)],
) -> Result<Registry, String> {
    build_with(latest, v1_41, core, Overlay::read()?)
}

/// Like [`build`], with the caller's own hand-kept facts.
///
/// # Errors
///
/// The file and the name of what is wrong.
pub(crate) fn build_with(
    latest: &[(String, String)],
    v1_41: &[(String, String)],
    core: &[(String, String)],
    overlay: Overlay,
) -> Result<Registry, String> {
    let mut core = model(core)?;
    if !core
        .attributes
        .keys()
        .any(|key| registry::is_in(key, "code"))
    {
        let (file, text) = overlay::CODE;
        core.add(file, source::parse(file, text)?)?;
    }
    // Namespaces that moved out of the core are deprecated there, but not in the conventions.
    let moved = |key: &str| {
        overlay
            .core
            .genai
            .iter()
            .any(|space| registry::is_in(key, space))
    };
    core.attributes
        .retain(|key, attribute| attribute.deprecated.is_none() || !moved(key));
    let mut latest = model(latest)?;
    let mut v1_41 = model(v1_41)?;
    resolve::import(&mut latest, &core)?;
    resolve::import(&mut v1_41, &core)?;
    registry::build(&latest, &v1_41, &core, overlay)
}

fn model(files: &[(String, String)]) -> Result<Model, String> {
    let mut model = Model::default();
    for (name, text) in files {
        model.add(name, source::parse(name, text)?)?;
    }
    Ok(model)
}
