//! What differs between the two profiles.
#![allow(missing_docs, reason = "tests")]

use genai_semconv::attribute::{self, attribute, key_in};
use genai_semconv::span::spans_of_operation;
use genai_semconv::{Profile, ValueType, value};

#[test]
fn an_operation_may_be_in_one_profile_only() {
    let plan = spans_of_operation(Profile::Latest, "plan");
    assert_eq!(plan.len(), 1);
    assert!(spans_of_operation(Profile::V1_41, "plan").is_empty());
}

#[test]
fn names_of_one_profile_have_counterparts_in_the_other() {
    let read = attribute::GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS;
    let creation = attribute::GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS;
    let write = attribute::GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS;
    for profile in Profile::ALL {
        assert_eq!(key_in(profile, read), Some(read));
    }
    assert_eq!(key_in(Profile::V1_41, write), Some(creation));
    assert_eq!(key_in(Profile::Latest, creation), Some(write));
    assert_eq!(key_in(Profile::V1_41, creation), Some(creation));
    assert_eq!(key_in(Profile::Latest, attribute::GEN_AI_TOKEN_TYPE), None);
    assert_eq!(key_in(Profile::Latest, "acme.mood"), None);
}

#[test]
fn types_and_values_differ_by_profile() {
    let definition = |key, profile| *attribute(key).unwrap().definition(profile).unwrap();
    let top_k = attribute::GEN_AI_REQUEST_TOP_K;
    assert_eq!(
        definition(top_k, Profile::V1_41).value_type,
        ValueType::Double
    );
    assert_eq!(
        definition(top_k, Profile::Latest).value_type,
        ValueType::Int
    );
    let provider = attribute::GEN_AI_PROVIDER_NAME;
    assert!(
        !definition(provider, Profile::V1_41)
            .members
            .contains(&"moonshot_ai")
    );
    assert!(
        definition(provider, Profile::Latest)
            .members
            .contains(&"moonshot_ai")
    );
    assert_eq!(
        definition(attribute::ERROR_TYPE, Profile::V1_41).members,
        [value::ERROR_TYPE_OTHER]
    );
    for operation in value::OPERATIONS {
        assert!(value::of::GEN_AI_OPERATION_NAME.contains(operation));
    }
    for (_, current) in [value::RENAMED_PROVIDERS, value::PROVIDER_ALIASES].concat() {
        assert!(value::PROVIDERS.contains(&current), "{current}");
    }
}
