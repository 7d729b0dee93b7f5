//! Operations built by hand whose content is canaries.

use genai_runtime::operations::ToolResult;
use genai_runtime::{ContentCapture, Operation};

use super::ENDINGS;
use super::canary::canary;
use super::chain::{Refused, Reply, chunks, end};
use super::scenario::{CaptureMode, run};
use super::streams;

/// Runs the operations once for each ending.
pub(crate) fn run_all(mode: CaptureMode) {
    let content = match mode {
        CaptureMode::Unset => None,
        CaptureMode::Off | CaptureMode::OffByCall => Some(ContentCapture::NoContent),
        CaptureMode::On => Some(ContentCapture::SpanAndEvent),
    };
    let prompt = canary("prompt");
    for ending in ENDINGS {
        let call = Operation::llm("openai")
            .model("m")
            .input(&prompt)
            .content(content);
        let answer = async { end(ending).await.map(|()| Reply::new()) };
        run(call.run_async(answer), ending);
        let tool = Operation::tool("by_hand").arguments(canary("arguments"));
        let tool = tool
            .content(content)
            .result(|found: &String, result: &mut ToolResult<'_>| {
                result.value(found);
            });
        run(
            tool.run_async(async { end(ending).await.map(|()| canary("results")) }),
            ending,
        );
        let call = Operation::llm("openai")
            .model("m")
            .input(&prompt)
            .content(content);
        streams::run(|| call.run_stream(|| chunks(ending)), ending);
    }
    let call = Operation::llm("openai").model("m").content(content);
    call.start().fail(&Refused(canary("errors")));
}
