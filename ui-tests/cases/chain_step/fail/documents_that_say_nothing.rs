use genai_runtime::chain_step;

struct Page;

#[chain_step(kind = retrieval, documents = |pages| pages)]
fn retrieve() -> Vec<Page> {
    Vec::new()
}

fn main() {
    retrieve();
}
