//! Operations built by hand whose content is canaries.

use genai_runtime::operations::ToolResult;
use genai_runtime::{ContentCapture, Operation};

use super::ENDINGS;
use super::bird::said;
use super::chain::{Refused, Reply, chunks, end};
use super::song::{Said, run};
use super::streams;

/// Runs the operations once for each ending.
pub(crate) fn sing(said_of_content: Said) {
    let content = match said_of_content {
        Said::Nothing => None,
        Said::Off | Said::OffByCall => Some(ContentCapture::NoContent),
        Said::On => Some(ContentCapture::SpanAndEvent),
    };
    let prompt = said("prompt");
    for ending in ENDINGS {
        let call = Operation::llm("openai")
            .model("m")
            .input(&prompt)
            .content(content);
        let answer = async { end(ending).await.map(|()| Reply::new()) };
        run(call.run_async(answer), ending);
        let tool = Operation::tool("by_hand").arguments(said("arguments"));
        let tool = tool
            .content(content)
            .result(|found: &String, result: &mut ToolResult<'_>| {
                result.value(found);
            });
        run(
            tool.run_async(async { end(ending).await.map(|()| said("results")) }),
            ending,
        );
        let call = Operation::llm("openai")
            .model("m")
            .input(&prompt)
            .content(content);
        streams::run(|| call.run_stream(|| chunks(ending)), ending);
    }
    let call = Operation::llm("openai").model("m").content(content);
    call.start().fail(&Refused(said("errors")));
}
