use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply<'a, T> {
    #[usage(response_id)]
    id: &'a str,
    #[usage(nested)]
    usage: Option<T>,
    #[usage(each)]
    others: Vec<Box<T>>,
}

#[derive(UsageReport)]
enum Event {
    Ping,
    Counted { input_tokens: u64 },
}

#[derive(UsageReport)]
struct Tree<T> {
    #[usage(nested)]
    value: T,
    #[usage(each)]
    branches: Vec<Tree<T>>,
    #[usage(nested)]
    twin: Option<Box<Self>>,
}

mod provider {
    #![deny(private_bounds, private_interfaces)]

    #[derive(genai_runtime::UsageReport)]
    pub struct Answer<T> {
        #[usage(nested)]
        pub usage: T,
        #[usage(nested)]
        details: Option<Details<T>>,
    }

    impl<T> Answer<T> {
        pub fn new(usage: T) -> Self {
            Self { usage, details: None }
        }
    }

    #[derive(genai_runtime::UsageReport)]
    struct Details<N> {
        #[usage(nested)]
        reasoning: N,
    }
}

#[derive(UsageReport)]
struct Answer<T> {
    #[usage(nested)]
    inner: provider::Answer<T>,
}

#[derive(UsageReport)]
struct Counts<N, S: AsRef<str>> {
    input_tokens: N,
    #[usage(output_tokens)]
    out: Option<Box<N>>,
    #[usage(finish_reason, with = reason_of)]
    reason: Reason<S>,
    service_tier: S,
}

struct Reason<S>(S);

fn reason_of<S: AsRef<str>>(reason: &Reason<S>) -> &str {
    reason.0.as_ref()
}

#[derive(UsageReport)]
enum Part<'a, I, S: ?Sized> {
    Text {
        #[usage(choice_index)]
        index: I,
        #[usage(text)]
        text: &'a S,
    },
}

struct NotReporting;

fn assert_report<T: UsageReport>(_: &T) {}

fn main() {
    let reply = Reply { id: "a", usage: Some(Event::Counted { input_tokens: 3 }), others: vec![Box::new(Event::Ping)] };
    assert_report(&reply);
    let tree = |branches| Tree { value: Event::Ping, branches, twin: None };
    assert_report(&tree(vec![tree(Vec::new())]));
    assert_report(&Answer { inner: provider::Answer::new(Event::Ping) });
    let counts = Counts { input_tokens: 1_u8, out: Some(Box::new(2)), reason: Reason("stop"), service_tier: "flex" };
    assert_report(&counts);
    let _ = Counts { input_tokens: NotReporting, out: None, reason: Reason("stop"), service_tier: "flex" };
    assert_report(&Part::Text { index: 0_usize, text: "hello" });
    let _ = Reply { id: "a", usage: Some(NotReporting), others: Vec::new() };
}
