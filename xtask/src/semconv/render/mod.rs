//! Writes the registry as Rust, one file per table.

mod attributes;
mod inventory;
mod renames;
mod signals;
mod syntax;

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::registry::Registry;
use syntax::HEADER;

/// A generated file: its path beneath `genai-semconv/src/generated`, and its content.
pub(crate) type Generated = (String, String);

/// Writes all files.
///
/// # Errors
///
/// The output of `rustfmt`, if it rejects a file.
pub(crate) fn files(registry: &Registry) -> Result<Vec<Generated>, String> {
    let mut files = vec![
        ("attributes.rs", attributes::table(registry)),
        ("keys.rs", attributes::keys(registry)),
        ("members.rs", attributes::members(registry)),
        (
            "mod.rs",
            module(&[
                "attributes",
                "keys",
                "latest",
                "members",
                "renames",
                "typed_keys",
                "typed_values",
                "v1_41",
            ]),
        ),
        ("renames.rs", renames::tables(registry)),
        ("typed_keys.rs", attributes::typed_keys(registry)),
        ("typed_values.rs", attributes::typed_values(registry)),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text))
    .collect::<Vec<_>>();
    for (directory, profile, other) in [
        ("v1_41", &registry.v1_41, "V1_41"),
        ("latest", &registry.latest, "Latest"),
    ] {
        let mut add = |name: &str, text| files.push((format!("{directory}/{name}"), text));
        add("mod.rs", module(&["events", "metrics", "spans"]));
        add("spans.rs", signals::spans(profile, other));
        add("metrics.rs", signals::metrics(profile, other, registry));
        add("events.rs", signals::events(profile, other));
    }
    let mut done = Vec::new();
    for (path, text) in files {
        let text = format(&text).map_err(|error| format!("{path}: {error}"))?;
        done.push((path, text));
    }
    done.push(("inventory.txt".to_owned(), inventory::lines(registry)));
    done.sort();
    Ok(done)
}

/// The inventory among generated files.
pub(crate) fn inventory_of(files: &[Generated]) -> &str {
    let inventory = files.iter().find(|(path, _)| path == "inventory.txt");
    inventory.map_or("", |(_, text)| text)
}

fn module(names: &[&str]) -> String {
    let lines = names.iter().map(|name| format!("pub(crate) mod {name};"));
    format!("{HEADER}{}", lines.collect::<Vec<_>>().join("\n"))
}

fn format(text: &str) -> Result<String, String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt: {error}"))?;
    let input = rustfmt.stdin.take();
    let written = input.map(|mut input| input.write_all(text.as_bytes()));
    written
        .transpose()
        .map_err(|error| format!("rustfmt: {error}"))?;
    let output = rustfmt.wait_with_output();
    let output = output.map_err(|error| format!("rustfmt: {error}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
