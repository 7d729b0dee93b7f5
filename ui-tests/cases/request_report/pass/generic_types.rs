use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask<'a, T> {
    model: &'a str,
    #[request(nested)]
    sampling: Option<Box<T>>,
}

#[derive(RequestReport)]
enum Sampling {
    Default,
    Own { temperature: f64 },
}

trait Provider {
    type Flag;
}

struct Own;

impl Provider for Own {
    type Flag = bool;
}

#[derive(RequestReport)]
struct Chat<'a, P: Provider, S, M, T: ?Sized, F> {
    model: S,
    #[request(input)]
    turns: Vec<M>,
    #[request(tools)]
    tools: &'a T,
    temperature: F,
    max_tokens: Option<F>,
    stop: Vec<S>,
    stream: Option<P::Flag>,
}

struct NotReporting;

fn assert_report<T: RequestReport>(_: &T) {}

fn main() {
    let ask = Ask { model: "m", sampling: Some(Box::new(Sampling::Own { temperature: 0.5 })) };
    assert_report(&ask);
    let chat: Chat<Own, _, _, _, _> = Chat {
        model: "m",
        turns: vec!["hello"],
        tools: "[]",
        temperature: 1,
        max_tokens: Some(64),
        stop: vec!["end"],
        stream: Some(true),
    };
    assert_report(&chat);
    let _ = (Sampling::Default, Ask { model: "m", sampling: Some(Box::new(NotReporting)) });
}
