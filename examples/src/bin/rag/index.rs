//! The handbook as vectors, held in memory.

use genai_examples::corpus::Passage;

use crate::error::RagError;
use crate::model;
use crate::provider::Provider;

/// Passages and their vectors.
#[derive(Debug)]
pub(crate) struct Index {
    entries: Vec<(&'static Passage, Vec<f32>)>,
}

impl Index {
    /// Embeds all passages in one call.
    pub(crate) async fn build(
        provider: &Provider,
        passages: &'static [Passage],
    ) -> Result<Self, RagError> {
        let texts = passages
            .iter()
            .map(|passage| format!("{}: {}", passage.title, passage.text))
            .collect();
        let response = model::embed_all(&provider.client, &provider.embedding_model, texts).await?;
        if response.data.len() != passages.len() {
            return Err(RagError::Unexpected(format!(
                "{} vectors for {} passages",
                response.data.len(),
                passages.len()
            )));
        }
        let vectors = response.data.into_iter().map(|entry| entry.embedding);
        Ok(Self {
            entries: passages.iter().zip(vectors).collect(),
        })
    }

    /// The `top_k` passages nearest to a vector, nearest first.
    pub(crate) fn nearest(&self, vector: &[f32], top_k: usize) -> Vec<&'static Passage> {
        let mut scored: Vec<(f32, &'static Passage)> = self
            .entries
            .iter()
            .map(|(passage, entry)| (dot(vector, entry), *passage))
            .collect();
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        scored
            .into_iter()
            .take(top_k)
            .map(|(_, passage)| passage)
            .collect()
    }
}

/// The cosine similarity of two vectors of unit length, which is what embedding models return.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
