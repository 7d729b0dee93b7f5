#![deny(warnings)]

use genai_runtime::operations::{MemoryOperation, Output, ToolResult};
use genai_runtime::{ContentCapture, Operation, RecordReport, Records, Usage};

fn main() {
    let question = "why".to_owned();
    let call = Operation::llm("openai").model("m").input(&question);
    let call = call.system_instructions(["be brief"]).tools(Some(["search"]));
    call.content(ContentCapture::SpanOnly).run(|| Some(Usage::new()));
    let flow = Operation::workflow("flow").input(question.as_str()).content(None::<ContentCapture>);
    let flow = flow.output(|answer: &String, output: &mut Output<'_>| output.text(answer));
    flow.infallible().run(|| question.clone());
    let tool = Operation::tool("tool").arguments(7);
    let tool = tool.result(|found: &usize, result: &mut ToolResult<'_>| result.value(&(found + 1)));
    let moved = tool.run_async(async { Some(7_usize) });
    drop(std::thread::spawn(move || drop(moved)));
    let memory = Operation::memory(MemoryOperation::Search).query(&question);
    let memory = memory.records(|found: &[String; 1], records: &mut Records<'_>| RecordReport::report(found, records));
    memory.start().finish(&Some([question.clone()]));
}
