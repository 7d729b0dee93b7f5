use genai_runtime::chain_step;

struct Found;

#[chain_step(kind = tool, result = |found| found)]
fn search() -> Result<Found, String> {
    Ok(Found)
}

fn main() {
    let _ = search();
}
