#![deny(warnings)]

use genai_runtime::chain_step;

#[chain_step]
fn plain() {}

#[chain_step(kind = "step", name = "a step")]
fn named() {}

#[chain_step(kind = workflow, name = name, conversation = Some("c"))]
fn workflow(name: String) {}

#[chain_step(kind = tool, type = "function", description = "adds", call_id = None::<&str>)]
fn tool() {}

#[chain_step(kind = retrieval, data_source = "handbook", top_k = 3, attributes("gen_ai.provider.name" = "pinecone"))]
fn retrieval() {}

fn main() {
    plain();
    named();
    workflow("w".to_owned());
    tool();
    retrieval();
}
