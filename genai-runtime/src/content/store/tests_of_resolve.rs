//! Resolving references, and its errors.

use serde_json::Value;

use super::tests::Memory;
use super::{ContentDigest, ContentStore, ResolveError, StoredPart, resolve, resolve_value};

#[test]
fn an_object_with_other_content_is_an_error_that_names_the_digest() {
    let memory = Memory::default();
    let reference = StoredPart::new("text", ContentDigest::of(b"1"), 1);
    memory.objects().insert(reference.digest(), b"2".to_vec());
    let json = format!("[{}]", reference.json());
    let error = resolve(&json, &memory).unwrap_err();
    assert!(matches!(error, ResolveError::Corrupted(digest) if digest == reference.digest()));
    assert!(error.to_string().contains(&reference.digest().to_string()));
    let mut value: Value = serde_json::from_str(&json).unwrap();
    assert!(resolve_value(&mut value, &memory).is_err());
    assert!(matches!(resolve("[", &memory), Err(ResolveError::NotJson)));
}

#[test]
fn references_are_resolved_only_in_their_places() {
    let memory = Memory::default();
    let reference = StoredPart::new("text", ContentDigest::of(b"1"), 1);
    memory.put(&reference.digest(), b"1").unwrap();
    let json = reference.json();
    for (place, is_one) in [
        ("@", true),
        (" [ @ , @ ] ", true),
        (r#"[{"role":"user","parts":[@]}]"#, true),
        (r#"[{"id":"a","content":@}]"#, true),
        (r#"{"role":"user","parts":[@,@]}"#, true),
        (r#"{"role":"user","parts":[[@]]}"#, false),
        (r#"{"role":"user","content":@}"#, false),
        (r#"{"role":1,"parts":[@]}"#, false),
        (r#"{"parts":[@]}"#, false),
        (r#"{"city":@}"#, false),
        (r#"[{"type":"function","name":"f","parameters":@}]"#, false),
        (
            r#"[{"role":"user","parts":[{"type":"tool_call","name":"f","arguments":@}]}]"#,
            false,
        ),
        (r#"[{"role":"user","parts":[[@]]}]"#, false),
    ] {
        let written = place.replace('@', &json);
        let expected = place.replace('@', if is_one { "1" } else { &json });
        assert_eq!(resolve(&written, &memory).unwrap(), expected);
        let mut value: Value = serde_json::from_str(&written).unwrap();
        resolve_value(&mut value, &memory).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(&expected).unwrap());
    }
}
