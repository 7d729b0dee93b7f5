//! What the checks against the registry cost at compile time: `cargo check` of a crate with 300 annotated
//! functions, with the checks and with the checks compiled out of the macros, alternating, medians of nine
//! runs each.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a program that prints a ratio"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, io};

const FUNCTIONS: usize = 300;
const RUNS: usize = 9;

fn main() -> io::Result<()> {
    // `cargo test --benches` only asks whether it compiles.
    if !env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile_cost");
    let crate_root = write_crate(&root)?;
    let checked = Variant::new(&root, &crate_root, "checked", "");
    let unchecked = Variant::new(&root, &crate_root, "unchecked", "--cfg genai_unchecked");
    for variant in [&checked, &unchecked] {
        variant.check()?;
    }
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        times.0.push(checked.recheck()?);
        times.1.push(unchecked.recheck()?);
    }
    let (with, without) = (median(times.0), median(times.1));
    println!("cargo check of {FUNCTIONS} annotated functions, medians of {RUNS} runs");
    println!("with the checks     {:>8} ms", with.as_millis());
    println!("without the checks  {:>8} ms", without.as_millis());
    println!(
        "ratio               {:>8.3}",
        with.as_secs_f64() / without.as_secs_f64()
    );
    Ok(())
}

/// One way to build the crate, with a target directory of its own.
struct Variant {
    crate_root: PathBuf,
    target: PathBuf,
    flags: &'static str,
}

impl Variant {
    fn new(root: &Path, crate_root: &Path, name: &str, flags: &'static str) -> Self {
        Self {
            crate_root: crate_root.to_owned(),
            target: root.join(name),
            flags,
        }
    }

    fn check(&self) -> io::Result<Duration> {
        let start = Instant::now();
        let status = Command::new(env!("CARGO"))
            .args(["check", "--quiet"])
            .current_dir(&self.crate_root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", self.flags)
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        if status.success() {
            Ok(start.elapsed())
        } else {
            Err(io::Error::other("the measured crate does not compile"))
        }
    }

    /// Checks the crate again, and nothing that it depends on.
    fn recheck(&self) -> io::Result<Duration> {
        let source = self.crate_root.join("src/lib.rs");
        let text = fs::read(&source)?;
        fs::write(&source, text)?;
        self.check()
    }
}

fn write_crate(root: &Path) -> io::Result<PathBuf> {
    let crate_root = root.join("measured");
    fs::create_dir_all(crate_root.join("src"))?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = workspace.join("genai-runtime");
    let manifest = format!(
        "[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ngenai-runtime = {{ path = \"{}\" }}\n\n[workspace]\n",
        runtime.display()
    );
    fs::write(crate_root.join("Cargo.toml"), manifest)?;
    fs::copy(workspace.join("Cargo.lock"), crate_root.join("Cargo.lock"))?;
    let mut source = "use genai_runtime::{Usage, chain_step, llm_span};\n".to_owned();
    for number in 0..FUNCTIONS / 2 {
        let _ = write!(
            source,
            r#"
#[llm_span(
    system = "openai",
    endpoint = "https://api.openai.com/v1",
    attributes(
        "gen_ai.prompt.name" = "greeting",
        "gen_ai.conversation.id" = "c-1",
        "openai.request.service_tier" = "auto",
        "app.feature" = "search"
    ),
    result(|usage| "app.tokens" = usage.input_tokens())
)]
pub async fn call_{number}(model: &str, temperature: f64, max_tokens: u32) -> Usage {{
    Usage::new().input(model.len() as u64 + u64::from(max_tokens))
}}

#[chain_step(kind = tool, type = "function", attributes("user.id" = "u", "app.number" = {number}))]
pub async fn step_{number}(text: &str) -> Result<usize, std::num::ParseIntError> {{
    text.parse()
}}
"#
        );
    }
    fs::write(crate_root.join("src/lib.rs"), source)?;
    Ok(crate_root)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
