//! The effect of annotations on futures: their sizes, and the nesting depth up to which the compiler proves that they
//! are `Send`, compared with plain functions and `#[tracing::instrument]`.
#![allow(
    missing_docs,
    clippy::print_stdout,
    reason = "a program that prints tables"
)]

use std::fmt::Write as _;
use std::mem::size_of_val;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Defines functions plain, annotated and instrumented, and returns the sizes of their futures in bytes.
macro_rules! side_by_side {
    ($($name:ident($($parameter:ident: $kind:ty = $given:expr),*) -> $returned:ty $body:block)*) => {
        mod plain {
            $(pub(super) async fn $name($($parameter: $kind),*) -> $returned $body)*
        }

        mod annotated {
            $(
                #[genai_runtime::chain_step]
                pub(super) async fn $name($($parameter: $kind),*) -> $returned $body
            )*
        }

        mod instrumented {
            $(
                #[tracing::instrument(skip_all)]
                pub(super) async fn $name($($parameter: $kind),*) -> $returned $body
            )*
        }

        fn sizes() -> Vec<Sizes> {
            vec![$(Sizes {
                name: stringify!($name),
                plain: size_of_val(&plain::$name($($given),*)),
                annotated: size_of_val(&annotated::$name($($given),*)),
                instrumented: size_of_val(&instrumented::$name($($given),*)),
            }),*]
        }
    };
}

side_by_side! {
    nothing() -> () {}
    number(a: u8 = 1) -> u8 { a }
    waiting(a: String = String::new()) -> usize {
        std::future::ready(()).await;
        a.len()
    }
    large_parameters(a: [u8; 512] = [0; 512], b: String = String::new()) -> usize {
        std::future::ready(()).await;
        a.len() + b.len()
    }
    large_locals(a: u64 = 1) -> u64 {
        let buffer = [a; 256];
        std::future::ready(()).await;
        buffer.iter().sum()
    }
    fallible(a: &'static str = "1") -> Result<u64, std::num::ParseIntError> {
        std::future::ready(()).await;
        a.parse()
    }
    returning_much(a: u8 = 1) -> [u8; 1024] {
        std::future::ready(()).await;
        [a; 1024]
    }
}

struct Sizes {
    name: &'static str,
    plain: usize,
    annotated: usize,
    instrumented: usize,
}

/// The attributes of the nested functions.
const ATTRIBUTES: [(&str, &str); 4] = [
    ("plain", ""),
    ("annotated", "#[genai_runtime::chain_step]"),
    ("annotated, boxed", "#[genai_runtime::chain_step(boxed)]"),
    ("tracing::instrument", "#[tracing::instrument(skip_all)]"),
];

/// Greater than any nesting depth.
const CEILING: usize = 150;

fn main() -> io::Result<()> {
    println!(
        "{:<18}{:>8}{:>12}{:>8}{:>22}",
        "future, bytes", "plain", "annotated", "added", "tracing::instrument"
    );
    for size in sizes() {
        println!(
            "{:<18}{:>8}{:>12}{:>8}{:>22}",
            size.name,
            size.plain,
            size.annotated,
            size.annotated.saturating_sub(size.plain),
            size.instrumented
        );
    }
    // `cargo test --benches` only checks that it compiles.
    if !env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let nested = Nested::new()?;
    println!("\n{:<22}{:>6}{:>8}", "nested and sent", "deep", "ratio");
    let mut plain = 0;
    for (name, attribute) in ATTRIBUTES {
        let depth = nested.depth(attribute)?;
        plain = plain.max(if attribute.is_empty() { depth } else { 0 });
        let ratio = f64::from(depth) / f64::from(plain);
        println!("{name:<22}{depth:>6}{ratio:>8.2}");
    }
    Ok(())
}

/// A crate of functions, each of which awaits the previous one.
struct Nested {
    root: PathBuf,
}

impl Nested {
    fn new() -> io::Result<Self> {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("futures");
        fs::create_dir_all(root.join("src"))?;
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = format!(
            "[package]\nname = \"nested\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ngenai-runtime = {{ path = \"{}\" }}\ntracing = \"0.1\"\n\n[workspace]\n",
            workspace.join("genai-runtime").display()
        );
        fs::write(root.join("Cargo.toml"), manifest)?;
        fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock"))?;
        Ok(Self { root })
    }

    /// The largest number of functions that compiles.
    fn depth(&self, attribute: &str) -> io::Result<u32> {
        let (mut good, mut bad) = (1, CEILING);
        while bad - good > 1 {
            let middle = usize::midpoint(good, bad);
            if self.compiles(attribute, middle)? {
                good = middle;
            } else {
                bad = middle;
            }
        }
        u32::try_from(good).map_err(io::Error::other)
    }

    fn compiles(&self, attribute: &str, depth: usize) -> io::Result<bool> {
        let mut source = "pub async fn step_0(text: String) -> usize { text.len() }\n".to_owned();
        for number in 1..depth {
            let _ = write!(
                source,
                "{attribute}\npub async fn step_{number}(text: String) -> usize {{\n    \
                     let copy = text.clone();\n    step_{}(text).await + copy.len()\n}}\n",
                number - 1
            );
        }
        let _ = write!(
            source,
            "fn send(_: impl Send) {{}}\nfn main() {{ send(step_{}(String::new())) }}\n",
            depth - 1
        );
        fs::write(self.root.join("src/main.rs"), source)?;
        // `cargo build`, because `cargo check` does not instantiate nested futures.
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .output()?;
        Ok(built.status.success())
    }
}
