use genai_runtime::chain_step;

struct Opaque;

#[chain_step]
fn plain(value: Opaque) -> Opaque {
    value
}

#[chain_step(result(|_| "app.found" = true))]
async fn fallible<T, E>(value: Result<T, E>) -> Result<T, E> {
    value
}

#[chain_step(kind = tool, type = "function")]
fn iterate(count: u8) -> impl Iterator<Item = u8> {
    0..count
}

fn main() {
    let Opaque = plain(Opaque);
    drop(fallible::<Opaque, Opaque>(Err(Opaque)));
    assert_eq!(iterate(3).count(), 3);
}
