//! Recorded streams over HTTP, split at awkward places.

use std::num::NonZeroUsize;

use futures::stream::{BoxStream, StreamExt};
use genai_runtime::testing::capture;
use genai_runtime::wire::{WireError, json_lines, server_sent_events};
use genai_runtime::{ContentCapture, llm_span};
use genai_tests::replay::{
    Framing, Interaction, Pieces, ReplayServer, Verdict, Verdicts, recordings,
};
use serde_json::Value;

use crate::answer::Answer;
use crate::expected::Expected;
use crate::format::kind;
use crate::{Recorded, has_error, uncut};

type Events = BoxStream<'static, Result<Value, WireError<reqwest::Error>>>;

/// The annotated call of a user with a plain HTTP client.
#[llm_span(system = "openai", model = "recorded", endpoint = url, stream)]
async fn events(client: &reqwest::Client, url: &str, sse: bool) -> reqwest::Result<Events> {
    let body = client.post(url).send().await?.bytes_stream();
    Ok(if sse {
        server_sent_events(body).boxed()
    } else {
        json_lines(body).boxed()
    })
}

#[tokio::test]
async fn streams_in_pieces_are_recorded_like_their_bodies() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    let mut calls = 0;
    for (name, interaction) in set.interactions().filter(|(_, one)| one.is_stream()) {
        let judge = judge(interaction, &mut calls);
        verdicts.judge_async(&name, judge).await;
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [
            ("Chat in events", 45),
            ("Cohere in events", 4),
            ("Completions in events", 13),
            ("Messages in events", 16),
            ("Ollama in lines", 4),
            ("Other in events", 1),
            ("Responses in events", 16),
        ];

        assert_eq!(verdicts.all_checked(), checked);
        assert_eq!(calls, 31);
    });
}

async fn judge(interaction: &Interaction, calls: &mut usize) -> Verdict {
    let Recorded {
        format,
        values,
        expected,
    } = match Recorded::read(interaction) {
        Ok(recorded) => recorded,
        Err(why) => return Verdict::Skipped(why),
    };
    let values: Vec<Option<Value>> = values.into_iter().map(Result::ok).collect();
    let bodies: Vec<Value> = values.iter().flatten().cloned().collect();
    let answer = Answer::read(format, &bodies);
    // Text that is not JSON is an error for the stream's reader.
    let fails = |value: &Option<Value>| value.as_ref().is_none_or(has_error);
    let has_failed = values.iter().any(fails);
    let outcome = if has_failed { "failed" } else { "completed" };
    for pieces in [of(1), of(7), Pieces::Whole] {
        let capture = capture().with_content_policy(uncut(ContentCapture::SpanOnly));
        let read = capture.run_async(replay(interaction, pieces)).await;
        assert_eq!(read, values, "{pieces:?}");
        assert_eq!(Expected::captured(&capture), expected, "{pieces:?}");
        let span = capture.only_span();
        assert_eq!(Answer::captured(&span), answer, "{pieces:?}");
        let recorded = span.text("genai_runtime.stream.outcome");
        assert_eq!(recorded.as_deref(), Some(outcome), "{pieces:?}");
    }
    *calls += answer.calls();
    Verdict::Checked(kind(format, interaction))
}

fn of(bytes: usize) -> Pieces {
    Pieces::Of(NonZeroUsize::new(bytes).unwrap())
}

/// Replays a stream and reads it to its end; returns its values, with `None` for each text that is not JSON.
async fn replay(interaction: &Interaction, pieces: Pieces) -> Vec<Option<Value>> {
    let server = ReplayServer::start([interaction.clone()], pieces).unwrap();
    let url = format!("{}{}", server.origin(), interaction.path);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let is_sse = interaction.framing() == Framing::Events;
    let events = events(&client, &url, is_sse).await.unwrap();
    let read = events.map(|event| match event {
        Ok(value) => Some(value),
        Err(WireError::NotJson { .. }) => None,
        Err(error) => panic!("{error}"),
    });
    read.collect().await
}
