//! What models were told and what they answered, where that is captured.
//!
//! Nothing here is built unless content is captured. What is kept of it stays inside a [`Budget`]: of a
//! long text the beginning and the end are kept. Knows no spans.

mod budget;
mod output;

pub(crate) use budget::Budget;
pub(crate) use output::Output;
