//! A reply with every field that can be reported, from a provider that counts cached tokens separately.

#![allow(
    missing_docs,
    clippy::struct_field_names,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "names and types as in a provider's client"
)]

use std::sync::Arc;

use genai_runtime::UsageReport;

#[derive(Debug, UsageReport)]
pub struct Reply {
    #[usage(response_id)]
    pub id: String,
    #[usage(response_model)]
    pub model: Arc<str>,
    #[usage(each)]
    pub choices: Vec<Choice>,
    #[usage(nested)]
    pub usage: Option<Box<Tokens>>,
}

#[derive(Debug, UsageReport)]
pub struct Choice {
    #[usage(choice_index)]
    pub index: u32,
    #[usage(finish_reason, with = StopReason::name)]
    pub stop: Option<StopReason>,
}

#[derive(Clone, Copy, Debug)]
pub enum StopReason {
    EndTurn,
}

impl StopReason {
    fn name(reason: &Option<Self>) -> Option<&'static str> {
        reason.map(|Self::EndTurn| "end_turn")
    }
}

#[derive(Debug, UsageReport)]
#[usage(cache = "separate")]
pub struct Tokens {
    pub input_tokens: u32,
    pub output_tokens: i64,
    pub cache_read_input_tokens: Option<u16>,
    #[usage(cache_write_tokens)]
    pub written: usize,
}

pub fn reply() -> Reply {
    Reply {
        id: "msg_1".to_owned(),
        model: "claude-x".into(),
        choices: vec![
            Choice {
                index: 1,
                stop: None,
            },
            Choice {
                index: 0,
                stop: Some(StopReason::EndTurn),
            },
        ],
        usage: Some(Box::new(Tokens {
            input_tokens: 10,
            output_tokens: 7,
            cache_read_input_tokens: Some(20),
            written: 5,
        })),
    }
}
