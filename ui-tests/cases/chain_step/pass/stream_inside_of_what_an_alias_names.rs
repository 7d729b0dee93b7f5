#![deny(warnings)]

use futures::Stream;
use futures::stream;
use genai_runtime::chain_step;

struct Events<S>(S);

type EventsResult<S> = Result<Events<S>, std::io::Error>;

#[chain_step(stream = false)]
fn events() -> EventsResult<impl Stream<Item = u8>> {
    Ok(Events(stream::iter([1])))
}

fn main() {
    let _ = events().unwrap().0;
}
