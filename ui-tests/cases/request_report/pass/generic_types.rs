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

struct NotReporting;

fn assert_report<T: RequestReport>(_: &T) {}

fn main() {
    let ask = Ask { model: "m", sampling: Some(Box::new(Sampling::Own { temperature: 0.5 })) };
    assert_report(&ask);
    let _ = (Sampling::Default, Ask { model: "m", sampling: Some(Box::new(NotReporting)) });
}
