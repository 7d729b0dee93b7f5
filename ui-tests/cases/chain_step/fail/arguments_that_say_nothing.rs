use genai_runtime::chain_step;

struct Query;

#[chain_step(kind = tool, arguments = query)]
fn search(query: &Query) {}

fn main() {
    search(&Query);
}
