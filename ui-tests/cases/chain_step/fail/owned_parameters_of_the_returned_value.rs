use genai_runtime::chain_step;

#[chain_step(result(|hits| "app.query_length" = query.len(), "app.hits" = hits.len() + query.len()))]
fn search(query: String) -> Vec<u8> { query.into_bytes() }

#[chain_step(kind = workflow, output = |answer| format!("{} {answer}", question))]
async fn answer(question: Option<String>, id: u8) -> String { let _ = (question, id); String::new() }

#[chain_step(kind = tool, result = |found| found.len() + ids.len())]
async fn look_up(ids: Vec<u8>) -> String { let _ = ids; String::new() }

#[chain_step(kind = workflow, output = |answer| format!("{question}: {answer}"))]
async fn shown(question: String) -> String { question }

fn main() {}
