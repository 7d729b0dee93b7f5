//! Annotated functions work on a target without a clock, as in a browser.
#![allow(missing_docs, reason = "tests are documented by their names")]
#![expect(clippy::print_stderr, reason = "a skipped test prints a notice")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// Calls `main`, which traps if it panics. Fails on any import.
const RUN: &str = "
    const program = new WebAssembly.Module(require('node:fs').readFileSync(process.argv[1]));
    const outside = {};
    for (const { module, name } of WebAssembly.Module.imports(program)) {
        outside[module] ??= {};
        outside[module][name] = () => { throw new Error(`${name} is asked for`); };
    }
    process.exit(new WebAssembly.Instance(program, outside).exports.main(0, 0));
";

#[test]
fn annotated_functions_run_on_a_target_without_a_clock() {
    if !is_installed() {
        eprintln!("skipped: {TARGET} is not installed, or node is not");
        return;
    }
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clockless");
    let built = Command::new(env::var_os("CARGO").unwrap())
        .args([
            "build",
            "--locked",
            "--package",
            "genai-clockless",
            "--target",
            TARGET,
        ])
        .arg("--target-dir")
        .arg(&room)
        // Flags in the environment are for the host's target.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_RUSTFLAGS")
        .status();
    assert!(built.unwrap().success());
    let program = room.join(TARGET).join("debug/genai-clockless.wasm");
    let ran = Command::new("node")
        .args(["--eval", RUN])
        .arg(program)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{printed}");
}

fn is_installed() -> bool {
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    let libraries = libraries.ok().and_then(|found| {
        let path = String::from_utf8(found.stdout).ok()?;
        Some(PathBuf::from(path.trim()))
    });
    let node = Command::new("node")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    libraries.is_some_and(|path| path.is_dir()) && node.is_ok()
}
