//! smoke
use genai_runtime::{llm_span, chain_step, UsageReport};

#[derive(UsageReport)]
struct Tokens { prompt_tokens: u32, completion_tokens: Option<u32> }

#[derive(UsageReport)]
struct Reply<T> { #[usage(response_id)] id: String, #[usage(response_model)] model: String, text: String, #[usage(nested)] usage: T }

#[derive(Debug)]
struct Failed;

#[llm_span(system = "openai", endpoint = "https://api.openai.com/v1", attributes("app.x" = prompt.len()))]
async fn complete(model: &str, temperature: f64, prompt: &str) -> Result<Reply<Tokens>, Failed> {
    if prompt.is_empty() { return Err(Failed); }
    Ok(Reply { id: "a".into(), model: model.to_owned(), text: prompt.to_uppercase(), usage: Tokens { prompt_tokens: 3, completion_tokens: Some(1) } })
}

#[llm_span(system = "openai", model = "gpt")]
fn sync_one<'a>((prompt, _): (&'a str, String), mut n: u32) -> Option<Reply<Tokens>> {
    n += 1;
    if n == 0 { return None; }
    Some(Reply { id: "a".into(), model: "x".to_owned(), text: prompt.to_uppercase(), usage: Tokens { prompt_tokens: 3, completion_tokens: Some(1) } })
}

#[chain_step(kind = retrieval, data_source = source, result(|docs| "retrieval.doc_count" = docs.len()))]
async fn retrieve(source: &str, (a, mut b): (String, Vec<u8>), _: String) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    b.push(1);
    let _n: u8 = a.parse()?;
    Ok(b)
}
#[chain_step(attributes("a.len" = a.len()))]
async fn patterned((a, mut b): (String, Vec<u8>)) -> usize {
    b.push(1);
    a.len() + b.len()
}

#[chain_step(kind = workflow, name = "rag", conversation = session)]
async fn workflow(session: String) -> usize {
    let r = complete("m", 0.5, "hi").await.unwrap();
    let _ = sync_one(("a", "b".into()), 2);
    r.text.len() + session.len() + r.usage.prompt_tokens as usize + retrieve("x", (String::new(), vec![]), String::new()).await.map_or(1, |v| v.len()) + patterned((session, vec![])).await
}

#[tokio::test]
async fn works() {
    assert_eq!(workflow("s".into()).await, 2 + 1 + 3 + 1 + 2);
}
