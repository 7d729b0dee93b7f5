use genai_runtime::Operation;
use genai_runtime::operations::ToolResult;

struct Found;

fn main() {
    let tool = Operation::tool("search").result(|found: &Found, result: &mut ToolResult<'_>| result.value(found));
    tool.run(|| Some(Found));
}
