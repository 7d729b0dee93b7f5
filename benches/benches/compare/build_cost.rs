//! The build time and size of the README's first program, compared with the same program written by hand on
//! OpenTelemetry; with the console exporter and with OTLP. The floor is the program by hand plus a build of the macros
//! and their tables.
//!
//! Each round builds everything from scratch, which takes minutes, so the default is one round; `--build-rounds=3`
//! changes that.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use genai_benches::project::{Project, dependency, runtime, workspace};

use crate::commands::Rounds;
use crate::table::{Figure, Limit, Row, Unit};

/// The limit on ours / other.
const MOST: f64 = 1.10;

/// An exporter of the programs.
struct Way {
    name: &'static str,
    /// The exporter in our program's source.
    exporter: &'static str,
    /// Our feature for it.
    feature: &'static str,
    /// The other program's crate for it.
    by_hand: &'static str,
    /// The other program's features for it.
    features: &'static str,
    /// Tokio's feature for it: an exporter over the network needs a thread.
    tokio: &'static str,
}

const WAYS: [Way; 2] = [
    Way {
        name: "console",
        exporter: "Exporter::console()",
        feature: "\"console\"",
        by_hand: "opentelemetry-stdout = { version = \"0.33.1\", features = [\"trace\", \"metrics\", \"logs\"] }",
        features: "otlp = []",
        tokio: "rt",
    },
    Way {
        name: "OTLP",
        exporter: "Exporter::otlp()",
        feature: "\"otlp\"",
        // The same as our feature `otlp`: gRPC and HTTP, TLS and gzip.
        by_hand: "opentelemetry-otlp = { version = \"0.33.1\", default-features = false, features = [\
                  \"grpc-tonic\", \"http-proto\", \"reqwest-client\", \"reqwest-rustls\", \"trace\", \"metrics\", \"logs\", \
                  \"gzip-http\", \"gzip-tonic\", \"tls-aws-lc\", \"tls-roots\"] }",
        features: "default = [\"otlp\"]\notlp = []",
        tokio: "rt-multi-thread",
    },
];

/// Measures rows 13 and 14.
pub(crate) fn rows() -> io::Result<Vec<Row>> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build_cost");
    let mut rows = Vec::new();
    for way in &WAYS {
        let ours = annotated(&root, way)?;
        let other = by_hand(&root, way, "")?;
        rows.extend(build("clean build", way, &ours, &other)?);
        rows.push(size(way, &ours, &other)?);
    }
    // A smaller program lets ours have a larger share.
    let [way, ..] = &WAYS;
    let macros = dependency("genai-macros", "");
    let (floor, other) = (by_hand(&root, way, &macros)?, by_hand(&root, way, "")?);
    rows.extend(build("floor of clean build", way, &floor, &other)?);
    Ok(rows)
}

/// A debug build from scratch, including dependencies.
fn build(what: &str, way: &Way, ours: &Project, other: &Project) -> io::Result<Vec<Row>> {
    let rounds = Rounds::run(rounds()?, |_| {
        let build = |project: &Project| {
            project.clean()?;
            Ok::<_, io::Error>(project.cargo(&["build", "--jobs", "2"]))
        };
        Ok([build(ours)?, build(other)?])
    })?;
    let case = format!("{what} of the first program, {} | by hand", way.name);
    Ok(rounds.rows(13, &case, Some(MOST)))
}

/// The size of a release build without symbols.
fn size(way: &Way, ours: &Project, other: &Project) -> io::Result<Row> {
    let bytes = |project: &Project| {
        let mut build = project.cargo(&["build", "--release", "--jobs", "2"]);
        if !build.status()?.success() {
            return Err(io::Error::other("the measured program does not compile"));
        }
        let bytes = fs::metadata(project.program())?.len();
        // Far below the limit of exact integers.
        u32::try_from(bytes)
            .map(f64::from)
            .map_err(io::Error::other)
    };
    let (ours, other) = (bytes(ours)?, bytes(other)?);
    Ok(Row {
        number: 14,
        case: format!("size of the first program, {} | by hand", way.name),
        unit: Unit::Bytes,
        ours: Figure::of(vec![ours]),
        other: Some(Figure::of(vec![other])),
        ratio: Some(Figure::of(vec![ours / other])),
        limit: Limit::Ratio(MOST),
    })
}

/// The number of rounds.
fn rounds() -> io::Result<usize> {
    let mut arguments = env::args();
    let said =
        arguments.find_map(|argument| Some(argument.strip_prefix("--build-rounds=")?.to_owned()));
    said.map_or(Ok(1), |said| said.parse().map_err(io::Error::other))
}

/// The dependency on tokio with a feature.
fn tokio(feature: &str) -> String {
    format!("tokio = {{ version = \"1.45\", features = [\"macros\", \"{feature}\"] }}\n")
}

/// The program in the README.
fn annotated(root: &Path, way: &Way) -> io::Result<Project> {
    let readme = fs::read_to_string(workspace().join("README.md"))?;
    let program = readme
        .split_once("```rust\n")
        .and_then(|(_, behind)| behind.split_once("```"))
        .map(|(program, _)| program.replace("Exporter::console()", way.exporter));
    let program = program.filter(|program| program.contains(way.exporter));
    let missing = || io::Error::other("the README does not begin with a program that exports");
    let dependencies = runtime(way.feature) + &tokio("rt");
    let root = root.join(way.name).join("annotated");
    Project::write(
        &root,
        &dependencies,
        &[("main.rs", &program.ok_or_else(missing)?)],
    )
}

/// The program by hand in `examples/by_hand`, with additional unused dependencies.
fn by_hand(root: &Path, way: &Way, unused: &str) -> io::Result<Project> {
    let files = [
        ("main.rs", include_str!("../../examples/by_hand/main.rs")),
        (
            "console.rs",
            include_str!("../../examples/by_hand/console.rs"),
        ),
        ("otlp.rs", include_str!("../../examples/by_hand/otlp.rs")),
        ("model.rs", include_str!("../../examples/by_hand/model.rs")),
        (
            "telemetry.rs",
            include_str!("../../examples/by_hand/telemetry.rs"),
        ),
        (
            "workflow.rs",
            include_str!("../../examples/by_hand/workflow.rs"),
        ),
    ];
    let signals = "{ version = \"0.33.1\", features = [\"trace\", \"metrics\", \"logs\"] }";
    let Way {
        by_hand, features, ..
    } = way;
    let dependencies = format!(
        "opentelemetry = {signals}\nopentelemetry_sdk = {signals}\n{by_hand}\n{}{unused}\n[features]\n{features}\n",
        tokio(way.tokio)
    );
    let name = if unused.is_empty() {
        "by_hand"
    } else {
        "floor"
    };
    Project::write(&root.join(way.name).join(name), &dependencies, &files)
}
