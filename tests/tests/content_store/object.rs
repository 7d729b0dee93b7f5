//! Stores of the crate `object_store`.

use std::sync::Arc;
use std::thread;

use futures::StreamExt;
use futures::executor::block_on;
use genai_runtime::content::object_store::local::LocalFileSystem;
use genai_runtime::content::object_store::memory::InMemory;
use genai_runtime::content::object_store::{ObjectStore, ObjectStoreExt};
use genai_runtime::content::{
    ContentDigest, ContentPolicy, ContentStore, ObjectContentStore, StoreQueue, resolve,
};
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, chain_step};
use genai_tests::directory::TemporaryDirectory;
use genai_tests::setup::PLENTY;

#[chain_step(kind = agent, system = "openai", input = turns)]
fn talk(turns: &[String]) -> usize {
    turns.len()
}

/// Counts the objects, each of which must be complete.
fn count(store: &dyn ObjectStore) -> usize {
    let objects = block_on(store.list(None).collect::<Vec<_>>());
    for object in &objects {
        let path = &object.as_ref().unwrap().location;
        let bytes = block_on(async { store.get(path).await?.bytes().await }).unwrap();
        let name = format!("{}.json", ContentDigest::of(&bytes).hex());
        assert_eq!(path.filename(), Some(&*name));
        assert!(path.as_ref().starts_with("bot/content/"));
    }
    objects.len()
}

fn a_conversation_is_stored_once_in(objects: &Arc<dyn ObjectStore>) {
    let store = ObjectContentStore::new(Arc::clone(objects)).unwrap();
    let store = StoreQueue::new(store.prefix("bot/content"));
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let capture = capture().with_content_policy(policy.store(store.clone()));
    let turns: Vec<String> = (0..10).map(|turn| format!("turn {turn}")).collect();
    for turn in 1..=turns.len() {
        capture.run(|| talk(&turns[..turn]));
    }
    assert!(store.flush(PLENTY));
    assert_eq!(store.dropped(), 0);
    let messages = capture.spans()[9].text("gen_ai.input.messages").unwrap();
    let resolved = resolve(&messages, store.store()).unwrap();
    assert!(turns.iter().all(|turn| resolved.contains(turn)));
}

#[test]
fn a_conversation_is_stored_once_in_memory() {
    let objects: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    a_conversation_is_stored_once_in(&objects);
    assert_eq!(count(&*objects), 10);
    // Another process stores the same conversation.
    a_conversation_is_stored_once_in(&objects);
    assert_eq!(count(&*objects), 10);
}

#[test]
fn a_conversation_is_stored_once_in_a_file_system() {
    let directory = TemporaryDirectory::create();
    let files = LocalFileSystem::new_with_prefix(directory.path()).unwrap();
    let objects: Arc<dyn ObjectStore> = Arc::new(files);
    a_conversation_is_stored_once_in(&objects);
    a_conversation_is_stored_once_in(&objects);
    assert_eq!(count(&*objects), 10);
}

#[test]
fn sixteen_threads_may_store_the_same_object() {
    let directory = TemporaryDirectory::create();
    let files = LocalFileSystem::new_with_prefix(directory.path()).unwrap();
    let objects: Arc<dyn ObjectStore> = Arc::new(files);
    let store = ObjectContentStore::new(Arc::clone(&objects)).unwrap();
    let store = store.prefix("bot/content");
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for number in 0..20 {
                    let bytes = format!("\"{}\"", format!("{number}").repeat(10_000));
                    let bytes = bytes.as_bytes();
                    store.put(&ContentDigest::of(bytes), bytes).unwrap();
                }
            });
        }
    });
    assert_eq!(count(&*objects), 20);
}

#[test]
fn a_store_may_be_used_and_dropped_in_async_code() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = ObjectContentStore::new(Arc::new(InMemory::new())).unwrap();
        let digest = ContentDigest::of(b"1");
        assert_eq!(store.get(&digest).unwrap(), None);
        store.put(&digest, b"1").unwrap();
        assert_eq!(store.get(&digest).unwrap().as_deref(), Some(&b"1"[..]));
    });
}

#[test]
fn a_failure_of_the_object_store_is_an_error() {
    let directory = TemporaryDirectory::create();
    let files = LocalFileSystem::new_with_prefix(directory.path()).unwrap();
    // A file exists where a directory would have to be created.
    std::fs::write(directory.path().join("bot"), "a file").unwrap();
    let store = ObjectContentStore::new(Arc::new(files)).unwrap();
    let store = store.prefix("bot/content");
    let error = store.put(&ContentDigest::of(b"1"), b"1").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("cannot write the object `bot/content/"),
        "{error}"
    );
}
