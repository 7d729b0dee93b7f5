//! Failures of the system while a process stores: it is killed, the disk is full, or the directory is not accessible.
//!
//! Each test runs this binary again with one ignored test.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use genai_runtime::content::{
    ContentDigest, ContentPolicy, ContentStore, DirectoryStore, DropReason, StoreQueue,
};
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, chain_step};
use genai_tests::directory::TemporaryDirectory;
use genai_tests::setup::PLENTY;

use crate::objects::{objects, unfinished};

const DIRECTORY: &str = "GENAI_TEST_CONTENT_DIRECTORY";

/// A part so large that it is being written most of the time.
fn large(number: usize) -> Vec<u8> {
    format!("\"{}\"", format!("{number} ").repeat(1 << 20)).into_bytes()
}

fn directory() -> PathBuf {
    PathBuf::from(std::env::var_os(DIRECTORY).unwrap())
}

fn arguments(test: &str) -> [&str; 4] {
    [test, "--exact", "--ignored", "--nocapture"]
}

#[chain_step(kind = agent, system = "openai", input = text)]
fn talk(text: &str) -> usize {
    text.len()
}

/// Prints a line of its own, even if the test harness has not finished its line.
fn print_line(text: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "\n{text}").unwrap();
}

/// Stores four small and four large parts, and prints the counts.
fn store_parts_and_print_counts() {
    let store = StoreQueue::new(DirectoryStore::new(directory()));
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let capture = capture().with_content_policy(policy.store(store.clone()));
    for turn in 0..4 {
        let small = format!("turn {turn}");
        assert_eq!(capture.run(|| talk(&small)), small.len());
        let large = small.repeat(20_000);
        assert_eq!(capture.run(|| talk(&large)), large.len());
    }
    assert!(store.flush(PLENTY));
    assert_eq!(capture.spans().len(), 8);
    assert_eq!(store.dropped(), store.dropped_for(DropReason::Error));
    let dropped = store.dropped();
    let (objects, unfinished) = (objects(&directory()).len(), unfinished(&directory()).len());
    print_line(&format!(
        "dropped {dropped}, stored {objects}, unfinished {unfinished}"
    ));
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_talks() {
    store_parts_and_print_counts();
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_writes_until_it_is_killed() {
    let store = DirectoryStore::new(directory());
    print_line("writing");
    for number in 0.. {
        let bytes = large(number);
        store.put(&ContentDigest::of(&bytes), &bytes).unwrap();
        fs::remove_file(store.path_of(&ContentDigest::of(&large(number)))).unwrap_or_default();
    }
}

/// Whether a new write is in progress.
fn is_being_written(directory: &Path, before: &[PathBuf]) -> bool {
    let has_begun = |file: &PathBuf| fs::metadata(file).is_ok_and(|it| it.len() > 0);
    let files = unfinished(directory);
    files
        .iter()
        .any(|file| !before.contains(file) && has_begun(file))
}

#[test]
fn a_process_killed_while_writing_leaves_no_incomplete_object() {
    let directory = TemporaryDirectory::create();
    let mut left_behind = 0;
    for _ in 0..5 {
        let before = unfinished(directory.path());
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(arguments("system::child_that_writes_until_it_is_killed"))
            .env(DIRECTORY, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        assert!(output.lines().any(|line| line.unwrap() == "writing"));
        while !is_being_written(directory.path(), &before) {
            assert!(
                child.try_wait().unwrap().is_none(),
                "the child ended by itself"
            );
            std::thread::yield_now();
        }
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success());
        objects(directory.path());
        left_behind += unfinished(directory.path()).len() - before.len();
    }
    assert!(left_behind > 0, "no process was killed while writing");
    // Other processes can write what the killed ones did not finish.
    let store = DirectoryStore::new(directory.path());
    let bytes = large(0);
    store.put(&ContentDigest::of(&bytes), &bytes).unwrap();
    assert!(objects(directory.path()).contains(&ContentDigest::of(&bytes)));
}

/// The counts that a child printed.
fn counts(mut command: Command) -> String {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{complaint}");
    let line = text.lines().find(|line| line.starts_with("dropped "));
    line.expect("the child prints the counts").to_owned()
}

/// A child that is started by a shell script.
fn scripted(mut shell: Command, script: &str, directory: &Path) -> Command {
    shell
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(arguments("system::child_that_talks"))
        .env(DIRECTORY, directory);
    shell
}

/// Simulates a full disk without privileges by a limit on the size of files: the signal is ignored, and `write` fails
/// with `EFBIG` in the middle of an object.
#[test]
fn with_limited_file_sizes_calls_succeed_and_large_parts_are_dropped() {
    let directory = TemporaryDirectory::create();
    let script = r#"trap '' XFSZ; ulimit -f 16; exec "$0" "$@""#;
    let command = scripted(Command::new("sh"), script, directory.path());
    assert_eq!(counts(command), "dropped 4, stored 4, unfinished 0");
    assert_eq!(objects(directory.path()).len(), 4, "the small parts fit");
}

/// Fails with `ENOSPC` in the middle of an object, on a file system of 300 KiB in memory. Needs user namespaces, as
/// most Linux systems have; elsewhere only the test above runs.
#[test]
fn on_a_full_disk_calls_succeed_and_parts_that_do_not_fit_are_dropped() {
    let namespace = || {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh"]);
        command
    };
    let directory = TemporaryDirectory::create();
    let mount = format!(r#"mount -t tmpfs -o size=300k tmpfs "${DIRECTORY}""#);
    let mut probe = namespace();
    probe.args(["-c", &mount]).env(DIRECTORY, directory.path());
    if !probe.output().is_ok_and(|output| output.status.success()) {
        print_line("skipped: no file system can be mounted here");
        return;
    }
    let script = format!(r#"{mount} && exec "$0" "$@""#);
    let command = scripted(namespace(), &script, directory.path());
    assert_eq!(counts(command), "dropped 2, stored 6, unfinished 0");
}

#[test]
fn with_an_invalid_directory_calls_succeed_and_all_parts_are_dropped() {
    let directory = TemporaryDirectory::create();
    let file = directory.path().join("file");
    fs::write(&file, "a file").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(arguments("system::child_that_talks"))
        .env(DIRECTORY, file.join("content"));
    assert_eq!(counts(command), "dropped 8, stored 0, unfinished 0");
    assert_eq!(fs::read(&file).unwrap(), b"a file");
}

/// Permissions do not apply to root: there the child runs as `nobody`, from an accessible copy.
#[test]
fn without_permission_calls_succeed_and_all_parts_are_dropped() {
    const NOBODY: u32 = 65_534;
    let directory = TemporaryDirectory::create();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let closed = directory.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(closed.join("probe"), "").is_ok();
    let executable = std::env::current_exe().unwrap();
    let mut command = if is_root {
        fs::remove_file(closed.join("probe")).unwrap();
        let copy = directory.path().join("child");
        // Another process copies it: a child started meanwhile would inherit the file open for writing, and executing
        // it would fail.
        let copied = Command::new("cp").args([&executable, &copy]).status();
        assert!(copied.unwrap().success());
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = Command::new(copy);
        command.uid(NOBODY).gid(NOBODY).current_dir("/");
        command
    } else {
        Command::new(executable)
    };
    command
        .args(arguments("system::child_that_talks"))
        .env(DIRECTORY, &closed);
    assert_eq!(counts(command), "dropped 8, stored 0, unfinished 0");
    assert_eq!(fs::read_dir(&closed).unwrap().count(), 0);
}
