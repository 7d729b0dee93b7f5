//! `cargo xtask semconv`: the tables of `genai-semconv`, generated from the conventions' own model.
//!
//! The pipeline: `source` (YAML as written) -> `read` -> `model` (both formats in one form) -> `resolve` (references
//! followed) -> `profile` (facts from sentences and from the hand-kept `overlay`) -> `registry` (both profiles,
//! checked) -> `render` (Rust). `pin` records the sources of the tables, `changes` what a re-pin changed.

mod changes;
mod digest;
mod model;
mod overlay;
mod pin;
mod profile;
mod prose;
mod read;
mod registry;
mod render;
mod resolve;
mod source;
mod sources;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace;
use digest::digest;
use pin::Pin;
use render::Generated;
use sources::Sources;
pub(crate) use sources::VARIABLE;

/// Regenerates the tables and the pin from the sources that the arguments name, and prints what changed.
///
/// # Errors
///
/// What is wrong with the arguments, the sources or the file system.
pub(crate) fn regenerate(arguments: &[String]) -> Result<(), String> {
    let sources = Sources::from_arguments(arguments)?;
    let before = Pin::read(&pin_file())?;
    let registry = sources.registry()?;
    let files = render::files(&registry)?;
    let pin = before.renew(&sources, &files)?;
    let inventory = fs::read_to_string(tables().join("inventory.txt")).unwrap_or_default();
    let report = changes::between(
        &inventory,
        render::inventory_of(&files),
        &registry.renamed(),
    );
    write(&files)?;
    fs::write(pin_file(), pin.to_string()).map_err(|error| format!("SEMCONV_PIN: {error}"))?;
    println!("{report}");
    Ok(())
}

/// Compares the tables with the pin, and with the sources if [`VARIABLE`] names them.
///
/// # Errors
///
/// What disagrees, and what to do.
pub(crate) fn check() -> Result<(), String> {
    const REMEDY: &str = "renew it with `cargo xtask semconv` and never edit it by hand";
    let found = read_tables(&tables())?;
    let pin = Pin::read(&pin_file())?;
    if pin.tables != digest(&found) {
        return Err(format!(
            "genai-semconv/src/generated is not what SEMCONV_PIN names; {REMEDY}"
        ));
    }
    let Some(sources) = Sources::from_environment() else {
        println!("tables agree with SEMCONV_PIN; the sources are not here ({VARIABLE} is not set)");
        return Ok(());
    };
    let expected = render::files(&sources.registry()?)?;
    let differs = expected.iter().find(|file| !found.contains(file));
    if let Some((path, _)) = differs.or_else(|| found.iter().find(|file| !expected.contains(file)))
    {
        return Err(format!(
            "generated/{path} is not what the sources give; {REMEDY}"
        ));
    }
    pin.check(&sources)?;
    println!("tables agree with SEMCONV_PIN and with the sources");
    Ok(())
}

fn tables() -> PathBuf {
    workspace::root().join("genai-semconv/src/generated")
}

fn pin_file() -> PathBuf {
    workspace::root().join("genai-semconv/SEMCONV_PIN")
}

fn read_tables(directory: &Path) -> Result<Vec<Generated>, String> {
    let mut files = Vec::new();
    for sub in ["", "latest", "v1_41"] {
        let Ok(entries) = fs::read_dir(directory.join(sub)) else {
            continue;
        };
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let Some(name) = name.filter(|_| path.is_file()) else {
                continue;
            };
            let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
            let label = if sub.is_empty() {
                name.to_owned()
            } else {
                format!("{sub}/{name}")
            };
            files.push((label, text));
        }
    }
    files.sort();
    Ok(files)
}

fn write(files: &[Generated]) -> Result<(), String> {
    let directory = tables();
    let error = |error: std::io::Error| format!("genai-semconv/src/generated: {error}");
    for (path, _) in read_tables(&directory)? {
        if !files.iter().any(|(kept, _)| *kept == path) {
            fs::remove_file(directory.join(path)).map_err(error)?;
        }
    }
    for (path, text) in files {
        let path = directory.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(error)?;
        }
        fs::write(path, text).map_err(error)?;
    }
    Ok(())
}
