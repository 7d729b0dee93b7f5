use genai_runtime::{Usage, llm_span};

struct Client {
    model: String,
}

trait Complete {
    fn complete(&self, prompt: &str) -> Result<Usage, std::fmt::Error>;

    #[llm_span(system = "openai", model = none)]
    fn with_a_body(&mut self) -> Option<Usage> {
        None
    }
}

impl Complete for Client {
    #[llm_span(system = "openai", model = self.model)]
    fn complete(&self, prompt: &str) -> Result<Usage, std::fmt::Error> {
        let tokens = prompt.len().try_into().map_err(|_| std::fmt::Error)?;
        Ok(Usage::new().input(tokens))
    }
}

impl Client {
    #[llm_span(system = "openai", model = self.model, usage = none)]
    async fn borrow<'a>(&'a mut self, prompt: &'a mut String) -> &'a str {
        prompt.push_str(&self.model);
        prompt
    }

    #[llm_span(provider = "openai", usage = none)]
    async fn consume(self, model: &'static str) -> String {
        self.model + model
    }
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn generic<T: AsRef<str>, const N: usize>(texts: [T; N], mut rest: Vec<T>) -> usize
where
    T: Clone,
{
    rest.extend(texts.iter().cloned());
    rest.len() + N
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn coerced(fail: bool) -> Result<Box<dyn Fn() -> u8 + Send>, Box<dyn std::error::Error>> {
    if fail {
        return Err("failed".into());
    }
    let parsed: u8 = "3".parse()?;
    Ok(Box::new(move || parsed))
}

fn assert_send<T: Send>(_: T) {}

fn main() {
    let mut client = Client { model: "m".to_owned() };
    let mut prompt = String::new();
    assert!(client.complete("hi").is_ok());
    assert!(client.with_a_body().is_none());
    assert_send(client.borrow(&mut prompt));
    assert_send(client.consume("n"));
    assert_send(generic(["a"], vec!["b"]));
    drop(coerced(true));
}
