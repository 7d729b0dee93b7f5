use futures::Stream;
use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime::chain_step;

struct Events<S>(S);

type EventsResult<S> = Result<Events<S>, std::io::Error>;

#[chain_step]
async fn opaque() -> EventsResult<impl Stream<Item = u8>> {
    Ok(Events(stream::iter([1])))
}

#[chain_step]
fn boxed() -> EventsResult<BoxStream<'static, u8>> {
    Ok(Events(stream::iter([1]).boxed()))
}

fn main() {}
