//! The time of `cargo check` for a crate with 300 annotated `async` functions, compared with the same functions under
//! `#[tracing::instrument]` and the same facts in declared fields; and the share of the checks against the registry of
//! the conventions.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use genai_benches::project::{Project, runtime};

use crate::commands::Rounds;
use crate::table::Row;

const FUNCTIONS: usize = 300;
const ROUNDS: usize = 5;

/// The types of parameters and results on both sides.
const TYPES: &str = r#"
#[derive(Debug)]
pub struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("refused")
    }
}

async fn ask(model: &str, prompt: &str) -> Result<Reply, Refused> {
    let tokens = u32::try_from(prompt.len()).map_err(|_| Refused)?;
    Ok(Reply { text: model.to_owned(), prompt_tokens: tokens, completion_tokens: 1 })
}
"#;

const REPLY: &str = r"
pub struct Reply {
    pub text: String,
    pub prompt_tokens: u32,
    pub completion_tokens: u32,
}
";

/// Measures rows 12.
pub(crate) fn rows() -> io::Result<Vec<Row>> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("check_cost");
    let ours = Side::write(&root, "annotated", &runtime(""), annotated)?;
    let tracing = Side::write(&root, "tracing", "tracing = \"0.1\"\n", traced)?;
    let mut rows = clean(&ours, &tracing)?;
    rows.extend(incremental(&ours, &tracing)?);
    rows.extend(checks(&ours)?);
    Ok(rows)
}

/// A check of the crate alone, with built dependencies.
fn clean(ours: &Side, tracing: &Side) -> io::Result<Vec<Row>> {
    for side in [ours, tracing] {
        side.settle(&mut side.project.cargo(&["check"]))?;
    }
    let rounds = Rounds::run(ROUNDS, |_| {
        ours.edit(false)?;
        tracing.edit(false)?;
        Ok([ours, tracing].map(|side| side.project.cargo(&["check"])))
    })?;
    let case = format!("check of {FUNCTIONS} async functions, clean | #[tracing::instrument]");
    Ok(rounds.rows(12, &case, Some(1.0)))
}

/// A check after a statement was added to or removed from a body.
fn incremental(ours: &Side, tracing: &Side) -> io::Result<Vec<Row>> {
    let sides = [ours, tracing];
    let projects = sides.map(|side| side.project.with_target("incremental"));
    let checks = || {
        projects.each_ref().map(|project| {
            let mut check = project.cargo(&["check"]);
            check.env("CARGO_INCREMENTAL", "1");
            check
        })
    };
    for (side, mut check) in sides.into_iter().zip(checks()) {
        side.settle(&mut check)?;
    }
    let rounds = Rounds::run(ROUNDS, |round| {
        for side in sides {
            side.edit(round % 2 == 0)?;
        }
        Ok(checks())
    })?;
    let case =
        format!("check of {FUNCTIONS} async functions, one body edited | #[tracing::instrument]");
    Ok(rounds.rows(12, &case, Some(1.0)))
}

/// With the checks of the macros, and with the checks compiled out.
fn checks(ours: &Side) -> io::Result<Vec<Row>> {
    let unchecked = ours.project.with_target("unchecked");
    let check_without = || {
        let mut check = unchecked.cargo(&["check"]);
        check.env("RUSTFLAGS", "--cfg genai_unchecked");
        check
    };
    ours.settle(&mut check_without())?;
    let rounds = Rounds::run(ROUNDS, |_| {
        ours.edit(false)?;
        Ok([ours.project.cargo(&["check"]), check_without()])
    })?;
    let case = format!("check of {FUNCTIONS} async functions, clean | names unchecked");
    Ok(rounds.rows(12, &case, None))
}

/// A way to write the functions.
struct Side {
    project: Project,
    source: String,
    edited: String,
}

impl Side {
    fn write(
        root: &std::path::Path,
        name: &str,
        dependencies: &str,
        source: fn(Option<usize>) -> String,
    ) -> io::Result<Self> {
        let root = root.join(name);
        let whole = source(None);
        Ok(Self {
            project: Project::write(&root, dependencies, &[("lib.rs", &whole)])?,
            source: whole,
            edited: source(Some(FUNCTIONS / 4)),
        })
    }

    /// Writes the source, with or without an additional statement in a body.
    fn edit(&self, is_edited: bool) -> io::Result<()> {
        let source = if is_edited {
            &self.edited
        } else {
            &self.source
        };
        self.project.edit("lib.rs", source)
    }

    /// Builds everything that is not measured.
    fn settle(&self, check: &mut std::process::Command) -> io::Result<()> {
        self.edit(false)?;
        if check.status()?.success() {
            Ok(())
        } else {
            Err(io::Error::other("the measured crate does not compile"))
        }
    }
}

/// The additional statement in one function's body.
fn more(number: usize, edited: Option<usize>) -> &'static str {
    if edited == Some(number) {
        "\n    let prompt = prompt.trim();"
    } else {
        ""
    }
}

fn annotated(edited: Option<usize>) -> String {
    let mut source = format!(
        "use genai_runtime::{{UsageReport, chain_step, llm_span}};\n{TYPES}\
         #[derive(UsageReport)]{REPLY}"
    );
    for number in 0..FUNCTIONS / 2 {
        let more = more(number, edited);
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
    result(|reply| "app.characters" = reply.text.len())
)]
pub async fn call_{number}(model: &str, temperature: f64, max_tokens: u32, prompt: &str) -> Result<Reply, Refused> {{{more}
    let reply = ask(model, prompt).await?;
    if reply.completion_tokens > max_tokens || temperature > 2.0 {{
        return Err(Refused);
    }}
    Ok(reply)
}}

#[chain_step(kind = tool, type = "function", attributes("user.id" = "u", "app.number" = {number}))]
pub async fn step_{number}(text: &str) -> Result<usize, std::num::ParseIntError> {{
    text.parse()
}}
"#
        );
    }
    source
}

fn traced(edited: Option<usize>) -> String {
    let mut source = format!("use tracing::field::Empty;\n{TYPES}{REPLY}");
    for number in 0..FUNCTIONS / 2 {
        let more = more(number, edited);
        let _ = write!(
            source,
            r#"
#[tracing::instrument(
    name = "chat",
    skip_all,
    err,
    fields(
        otel.kind = "client",
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = "openai",
        gen_ai.request.model = model,
        gen_ai.request.temperature = temperature,
        gen_ai.request.max_tokens = max_tokens,
        server.address = "api.openai.com",
        server.port = 443,
        gen_ai.prompt.name = "greeting",
        gen_ai.conversation.id = "c-1",
        openai.request.service_tier = "auto",
        app.feature = "search",
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        app.characters = Empty
    )
)]
pub async fn call_{number}(model: &str, temperature: f64, max_tokens: u32, prompt: &str) -> Result<Reply, Refused> {{{more}
    let reply = ask(model, prompt).await?;
    let span = tracing::Span::current();
    span.record("gen_ai.usage.input_tokens", reply.prompt_tokens);
    span.record("gen_ai.usage.output_tokens", reply.completion_tokens);
    span.record("app.characters", reply.text.len());
    if reply.completion_tokens > max_tokens || temperature > 2.0 {{
        return Err(Refused);
    }}
    Ok(reply)
}}

#[tracing::instrument(
    name = "execute_tool",
    skip_all,
    err,
    fields(
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.name = "step_{number}",
        gen_ai.tool.type = "function",
        user.id = "u",
        app.number = {number}
    )
)]
pub async fn step_{number}(text: &str) -> Result<usize, std::num::ParseIntError> {{
    text.parse()
}}
"#
        );
    }
    source
}
