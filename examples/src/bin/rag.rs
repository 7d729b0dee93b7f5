//! rag
fn main() {}
