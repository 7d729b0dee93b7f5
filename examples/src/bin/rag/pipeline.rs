//! The steps from a question to its answer, one function per step.

use async_openai::types::chat::ResponseFormat;
use genai_examples::corpus::{CONTACTS, Contact, Passage};
use genai_runtime::chain_step;

use crate::answer::Answer;
use crate::error::RagError;
use crate::index::Index;
use crate::model::{self, Prompt};
use crate::provider::Provider;
use crate::route::Route;

/// The number of passages to retrieve.
const TOP_K: usize = 3;

/// Answers a question.
#[chain_step(kind = workflow)]
pub(crate) async fn rag_pipeline(
    provider: &Provider,
    index: &Index,
    question: &str,
) -> Result<Answer, RagError> {
    let embedding = model::embed(&provider.client, &provider.embedding_model, question).await?;
    let passages = retrieve(index, &model::vector(embedding)?, TOP_K);
    match route(provider, question, &passages).await? {
        Route::Handbook => answer_from_handbook(provider, question, passages).await,
        Route::Escalate => escalate(provider, question).await,
    }
}

/// Finds the passages that are nearest to the question.
#[chain_step(
    kind = retrieval,
    data_source = "handbook",
    top_k = top_k,
    result(|passages| "retrieval.passage_count" = passages.len())
)]
fn retrieve(index: &Index, vector: &[f32], top_k: usize) -> Vec<&'static Passage> {
    index.nearest(vector, top_k)
}

/// Lets a model decide whether the passages answer the question.
#[chain_step(result(|route| "handbook.route" = route.name()))]
async fn route(
    provider: &Provider,
    question: &str,
    passages: &[&'static Passage],
) -> Result<Route, RagError> {
    let prompt = Route::prompt(question, &numbered(passages));
    let response = model::complete(&provider.client, &provider.chat_model, 0.0, 20, prompt).await?;
    Route::parse(&model::text(response)?)
}

/// Lets a model answer from the passages.
async fn answer_from_handbook(
    provider: &Provider,
    question: &str,
    passages: Vec<&'static Passage>,
) -> Result<Answer, RagError> {
    let prompt = Prompt {
        system: "Answer the question in one or two sentences, from the passages of the employee handbook alone. \
                 Put the number of the passage behind what you take from it.",
        user: format!("{}\n\nQuestion: {question}", numbered(&passages)),
        format: ResponseFormat::Text,
    };
    let response =
        model::complete(&provider.client, &provider.chat_model, 0.2, 200, prompt).await?;
    Ok(Answer::Handbook {
        text: model::text(response)?,
        sources: passages,
    })
}

/// Finds the responsible team and lets a model write to it.
async fn escalate(provider: &Provider, question: &str) -> Result<Answer, RagError> {
    let Some(contact) = find_contact(question) else {
        return Err(RagError::Unexpected(
            "no team takes the question".to_owned(),
        ));
    };
    let prompt = Prompt {
        system: "Write a short, friendly note that passes an employee's question on to the team named. \
                 Repeat the question word by word.",
        user: format!("Team: {}\n\nQuestion: {question}", contact.team),
        format: ResponseFormat::Text,
    };
    let response =
        model::complete(&provider.client, &provider.chat_model, 0.7, 120, prompt).await?;
    Ok(Answer::Escalation {
        note: model::text(response)?,
        contact,
    })
}

/// Finds the team that is responsible for the question.
#[chain_step(kind = tool, type = "function")]
fn find_contact(question: &str) -> Option<&'static Contact> {
    let question = question.to_lowercase();
    let responsible = CONTACTS
        .iter()
        .find(|contact| contact.topics.iter().any(|topic| question.contains(topic)));
    responsible.or(CONTACTS.first())
}

fn numbered(passages: &[&'static Passage]) -> String {
    let lines: Vec<String> = (1..)
        .zip(passages)
        .map(|(number, passage)| format!("[{number}] {}: {}", passage.title, passage.text))
        .collect();
    lines.join("\n")
}
