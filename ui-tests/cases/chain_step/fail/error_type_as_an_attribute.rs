use genai_runtime::chain_step;

#[chain_step(result(|_| "error.type" = "mine"))]
fn step() -> Result<(), String> {
    Ok(())
}

fn main() {}
