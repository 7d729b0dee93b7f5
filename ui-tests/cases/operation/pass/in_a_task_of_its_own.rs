use std::borrow::Cow;
use std::fmt;

use genai_runtime::operations::{ByFunction, Model, OperationStream, Reported};
use genai_runtime::{ErrorReport, Operation, StartedOperation, Usage};

#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken")
    }
}

impl ErrorReport for Broken {
    fn error_type(&self) -> Cow<'static, str> {
        "broken".into()
    }
}

type Chunks = futures::stream::Empty<Result<Usage, Broken>>;
type Class = fn(&Broken) -> Cow<'static, str>;

/// A stream that can be named, and kept.
struct Kept {
    _stream: Option<OperationStream<Chunks, Reported, ByFunction<Class>>>,
    _call: Option<StartedOperation<Reported>>,
}

fn is_sent<T: Send + 'static>(_: &T) {}

fn call() -> Operation<Model, Reported> {
    Operation::llm(String::from("openai")).model(Some("m"))
}

fn main() {
    let class: Class = Broken::error_type;
    let future = call().error_type(class).run_async(async { Err::<Usage, _>(Broken) });
    is_sent(&future);
    let stream = call().error_type(class).run_stream(futures::stream::empty::<Result<Usage, Broken>>);
    is_sent(&stream);
    let answer = async { Ok::<_, Broken>(futures::stream::empty::<Result<Usage, Broken>>()) };
    is_sent(&call().error_type(ErrorReport::error_type).run_async_stream(answer));
    let kept = Kept { _stream: Some(stream), _call: Some(call().start()) };
    is_sent(&kept);

    // What it runs may borrow.
    let name = String::from("a");
    let borrowed: Option<&str> = Operation::step(&name).run(|| Some(name.as_str()));
    assert_eq!(borrowed, Some("a"));
    let report = |count: &u64, response: &mut genai_runtime::Response<'_>| {
        response.output_tokens(*count);
    };
    call().usage(report).infallible().run(|| 7_u64);
    let call = call().error_type(|_: &Broken| "broken").no_usage();
    assert!(call.run(|| Ok::<_, Broken>(())).is_ok());
}
