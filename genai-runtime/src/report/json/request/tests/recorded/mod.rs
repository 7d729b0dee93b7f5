//! Real requests: what is said of the recorded bodies is what stands in them.
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod content;
mod format;
mod parameters;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::told;
use crate::report::shown;
use format::Format;

const VARIABLE: &str = "GENAI_RECORDINGS";

#[test]
fn recorded_requests_say_what_stands_in_them() {
    let Some(directory) = std::env::var_os(VARIABLE) else {
        eprintln!("skipped: {VARIABLE} does not name a directory of recordings");
        return;
    };
    let mut checked = BTreeMap::<Format, usize>::new();
    for file in files(Path::new(&directory)) {
        let recording: Value = serde_json::from_str(&file.1).unwrap();
        for interaction in recording["interactions"].as_array().unwrap() {
            let Some(format) = Format::of(interaction) else {
                continue;
            };
            let body = interaction["request_body"].as_str().unwrap();
            let body: Value = serde_json::from_str(body).unwrap();
            let (facts, input) = told(&body);
            let name = &file.0;
            assert_eq!(facts, parameters::expected(format, &body), "{name}");
            let messages = content::messages(format, &body);
            assert_eq!(shown::messages(&input), messages, "{name}");
            let instructions = content::instructions(format, &body);
            assert_eq!(shown::instructions(&input), instructions, "{name}");
            let tools = content::tools(format, &body);
            assert_eq!(shown::tools(&input), tools, "{name}");
            *checked.entry(format).or_default() += 1;
        }
    }
    eprintln!("checked {checked:?}");
    assert_eq!(checked.len(), Format::ALL.len(), "{checked:?}");
}

/// The texts of the files of each directory, and where they were found.
fn files(directory: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((path.display().to_string(), text));
        }
    }
    files
}
