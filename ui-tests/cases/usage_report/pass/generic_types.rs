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
    #[derive(genai_runtime::UsageReport)]
    pub struct Answer<T> {
        #[usage(nested)]
        pub usage: T,
    }
}

#[derive(UsageReport)]
struct Answer<T> {
    #[usage(nested)]
    inner: provider::Answer<T>,
}

struct NotReporting;

fn assert_report<T: UsageReport>(_: &T) {}

fn main() {
    let reply = Reply { id: "a", usage: Some(Event::Counted { input_tokens: 3 }), others: vec![Box::new(Event::Ping)] };
    assert_report(&reply);
    let tree = |branches| Tree { value: Event::Ping, branches, twin: None };
    assert_report(&tree(vec![tree(Vec::new())]));
    assert_report(&Answer { inner: provider::Answer { usage: Event::Ping } });
    let _ = Reply { id: "a", usage: Some(NotReporting), others: Vec::new() };
}
