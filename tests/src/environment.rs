//! The environment of child processes.

use std::process::Command;

/// Removes all variables that configure telemetry or a proxy from the environment of a child process.
pub fn remove_configuration(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let upper = name.to_string_lossy().to_ascii_uppercase();
        let is_of_telemetry = ["OTEL_", "GENAI_RUNTIME_"]
            .iter()
            .any(|prefix| upper.starts_with(prefix));
        if is_of_telemetry || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command
}
