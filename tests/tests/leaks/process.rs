//! Runs a child process and collects everything that leaves it.

use std::path::PathBuf;
use std::process::Command;

use genai_tests::directory::TemporaryDirectory;
use genai_tests::environment::remove_configuration;
use genai_tests::receiver::{Payload, Receiver};
use prost::Message as _;

use super::canary::Canary;

/// A child process to run.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) canary: Canary,
    /// The mode of the process: who sets which capture mode.
    pub(crate) mode: &'static str,
    /// The value of `OTEL_SEMCONV_STABILITY_OPT_IN`.
    pub(crate) profile: &'static str,
    /// Further environment variables.
    pub(crate) variables: Vec<(&'static str, &'static str)>,
    pub(crate) has_store: bool,
}

/// Everything that left a process.
pub(crate) struct Outputs {
    /// Over OTLP: request bodies and headers.
    pub(crate) exported: Vec<u8>,
    /// Standard output and standard error.
    pub(crate) printed: Vec<u8>,
    /// The contents of all files in the store.
    pub(crate) stored: Vec<u8>,
}

impl Case {
    pub(crate) fn new(canary: Canary, mode: &'static str, profile: &'static str) -> Self {
        Self {
            canary,
            mode,
            profile,
            variables: Vec::new(),
            has_store: false,
        }
    }

    pub(crate) fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    /// Lets content go to a store.
    pub(crate) fn stored(mut self) -> Self {
        self.has_store = true;
        self
    }

    /// Runs a process with telemetry and returns everything that left it.
    pub(crate) fn run(&self) -> Outputs {
        let receiver = Receiver::http();
        let directory = TemporaryDirectory::create();
        let mut command = self.command("child::child_with_telemetry");
        command.env("LEAKS_ENDPOINT", receiver.endpoint());
        let store = if self.has_store {
            directory.path().join("store")
        } else {
            PathBuf::new()
        };
        command.env("LEAKS_STORE", store);
        let printed = printed_by(&mut command);
        Outputs {
            exported: received_by(&receiver),
            printed,
            stored: directory.contents(),
        }
    }

    /// Runs a process with providers of a host and returns its exports and its output.
    pub(crate) fn run_in_a_host(&self) -> Vec<u8> {
        printed_by(&mut self.command("child::child_of_a_host"))
    }

    fn command(&self, test: &str) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([test, "--exact", "--ignored", "--nocapture"]);
        remove_configuration(&mut command);
        command.env("LEAKS_CANARY", self.canary.name());
        command.env("LEAKS_MODE", self.mode);
        command.env("OTEL_SEMCONV_STABILITY_OPT_IN", self.profile);
        command.envs(self.variables.iter().copied());
        command
    }
}

/// Runs a process, asserts success, and returns its output.
fn printed_by(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&printed);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
    printed
}

/// The requests of all signals to a receiver.
fn received_by(receiver: &Receiver) -> Vec<u8> {
    let (mut exported, mut seen) = (Vec::new(), [0; 3]);
    for request in receiver.requests() {
        let (seen, body) = match request.payload {
            Payload::Traces(body) => (&mut seen[0], body.encode_to_vec()),
            Payload::Metrics(body) => (&mut seen[1], body.encode_to_vec()),
            Payload::Logs(body) => (&mut seen[2], body.encode_to_vec()),
        };
        *seen += 1;
        exported.extend(body);
        exported.extend(format!("{:?}", request.headers).bytes());
    }
    assert!(seen.iter().all(|requests| *requests > 0), "{seen:?}");
    exported
}
