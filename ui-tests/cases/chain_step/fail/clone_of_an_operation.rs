use futures::future::{FutureExt, ready};
use futures::stream::{Stream, iter};
use genai_runtime::chain_step;

#[chain_step]
fn future() -> impl Future<Output = u8> + Clone {
    ready(1).shared()
}

#[chain_step]
fn stream() -> Result<impl Stream<Item = u8> + Clone, ()> {
    Ok(iter([1]))
}

#[chain_step(stream = false)]
fn not_followed() -> impl Stream<Item = u8> + Clone {
    iter([1])
}

fn main() {
    drop((future(), stream().is_ok(), not_followed()));
}
