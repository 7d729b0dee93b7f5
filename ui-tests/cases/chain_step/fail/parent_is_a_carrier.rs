use std::collections::HashMap;

use genai_runtime::chain_step;

#[chain_step(parent = headers)]
fn handle(headers: &HashMap<String, String>) { let _ = headers; }

#[chain_step(parent = job)]
fn work(job: std::collections::BTreeMap<String, String>) { let _ = job; }

fn main() {}
