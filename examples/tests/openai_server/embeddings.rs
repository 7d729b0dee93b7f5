//! Embeddings as floats and as base64.

use async_openai::types::embeddings::EncodingFormat;

use super::{embedding, start};

#[tokio::test]
async fn embeddings_have_unit_length_and_are_near_for_similar_texts() {
    let (_server, client) = start().await;
    let texts = [
        "How many vacation days?",
        "28 vacation days per year",
        "Lock your bicycle",
    ];
    let response = client.embeddings().create(embedding(&texts)).await.unwrap();

    let vectors: Vec<_> = response.data.iter().map(|entry| &entry.embedding).collect();
    let cosine =
        |a: usize, b: usize| -> f32 { vectors[a].iter().zip(vectors[b]).map(|(a, b)| a * b).sum() };
    for (index, vector) in vectors.iter().enumerate() {
        assert_eq!(vector.len(), 1536);
        let length = cosine(index, index);
        assert!((length - 1.0).abs() < 1e-5, "{length}");
    }
    assert!(cosine(0, 1) > 0.5, "{}", cosine(0, 1));
    assert!(cosine(0, 2) < 0.1, "{}", cosine(0, 2));
    assert_eq!(response.usage.prompt_tokens, 5 + 5 + 3);
    assert_eq!(response.usage.total_tokens, response.usage.prompt_tokens);
}

#[tokio::test]
async fn base64_embeddings_are_the_same_vectors() {
    let (_server, client) = start().await;
    let mut request = embedding(&["vacation days"]);
    request.dimensions = Some(64);
    let floats = client.embeddings().create(request.clone()).await.unwrap();
    request.encoding_format = Some(EncodingFormat::Base64);
    let base64 = client.embeddings().create_base64(request).await.unwrap();

    let decoded: Vec<f32> = base64.data.into_iter().next().unwrap().embedding.into();
    assert_eq!(decoded, floats.data[0].embedding);
    assert_eq!(decoded.len(), 64);
}
