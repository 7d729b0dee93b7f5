//! Recorded requests report what an independent reader finds in their bodies.

mod content;
mod format;
mod parameters;
mod parts;

use genai_recordings::{Interaction, Verdict, Verdicts, recordings};

use super::reported;
use crate::report::shown;
use format::Format;

/// Something in a body that the independent reader does not know.
struct Unknown(String);

/// The longest body, in bytes, whose content certainly fits the budget.
const LONGEST: usize = 500_000;

#[test]
fn the_contents_of_recorded_requests_are_reported() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    for (name, interaction) in set.interactions() {
        verdicts.judge(&name, || {
            let verdict = judge(interaction);
            verdict.unwrap_or_else(|Unknown(what)| Verdict::Skipped(what))
        });
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [
            ("Chat", 201),
            ("CohereEmbed", 1),
            ("Completions", 44),
            ("Converse", 3),
            ("Embeddings", 10),
            ("Messages", 32),
            ("OllamaChat", 4),
            ("OllamaGenerate", 4),
            ("Responses", 37),
        ];
        assert_eq!(verdicts.all_checked(), checked);
    });
}

fn judge(interaction: &Interaction) -> Result<Verdict, Unknown> {
    let unknown = || Unknown(format!("no request in a known format: {interaction}"));
    let format = Format::of(interaction).ok_or_else(unknown)?;
    let body = interaction.request().ok_or_else(unknown)?;
    let length = interaction.request_body.as_ref().map_or(0, String::len);
    if length > LONGEST {
        return Err(Unknown(
            "a request that is too long to be kept whole".to_owned(),
        ));
    }
    let messages = content::messages(format, &body)?;
    let instructions = content::instructions(format, &body)?;
    let tools = content::tools(format, &body)?;
    let (facts, input) = reported(&body);
    assert_eq!(facts, parameters::expected(format, &body));
    assert_eq!(shown::messages(&input), messages);
    assert_eq!(shown::instructions(&input), instructions);
    assert_eq!(shown::tools(&input), tools);
    Ok(Verdict::Checked(format!("{format:?}")))
}
