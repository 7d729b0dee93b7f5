//! A directory as a store, within one process.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use genai_runtime::content::{
    ContentDigest, ContentPolicy, ContentStore, DirectoryStore, ResolveError, StoreQueue, resolve,
};
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, chain_step};
use genai_tests::directory::TemporaryDirectory;
use genai_tests::setup::PLENTY;

use crate::objects::{objects, unfinished};

const THREADS: usize = 16;
const PARTS: usize = 40;

/// Large enough that a reader could observe an incomplete write.
fn part(number: usize) -> Vec<u8> {
    format!("\"{}\"", format!("{number} ").repeat(20_000)).into_bytes()
}

/// Runs `write` while another thread checks that all visible objects are complete; returns the number of its checks.
fn while_watched(directory: &std::path::Path, write: impl FnOnce()) -> usize {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut looks = 0;
            while !is_over.load(Ordering::SeqCst) {
                objects(directory);
                looks += 1;
            }
            looks
        });
        write();
        is_over.store(true, Ordering::SeqCst);
        watcher.join().unwrap()
    })
}

#[test]
fn sixteen_threads_write_each_part_once_and_completely() {
    let directory = TemporaryDirectory::create();
    // Each thread has a store of its own, as processes would have.
    let looks = while_watched(directory.path(), || {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    let store = DirectoryStore::new(directory.path());
                    for number in 0..PARTS {
                        let bytes = part(number);
                        store.put(&ContentDigest::of(&bytes), &bytes).unwrap();
                    }
                });
            }
        });
    });
    assert!(looks > 0);
    let mut expected: Vec<_> = (0..PARTS)
        .map(|number| ContentDigest::of(&part(number)))
        .collect();
    let mut found = objects(directory.path());
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(
        unfinished(directory.path()),
        [""; 0].map(std::path::PathBuf::from)
    );
}

#[test]
fn the_same_turn_of_sixteen_threads_is_stored_once() {
    #[chain_step(kind = agent, system = "openai", input = text)]
    fn talk(text: &str) -> usize {
        text.len()
    }
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let capture = capture().with_content_policy(policy.store(store.clone()));
    let text = "the same ".repeat(10_000);
    while_watched(directory.path(), || {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    for _ in 0..10 {
                        assert_eq!(capture.run(|| talk(&text)), text.len());
                    }
                });
            }
        });
        assert!(store.flush(PLENTY));
    });
    assert_eq!(objects(directory.path()).len(), 1);
    assert_eq!(store.dropped(), 0);
    for span in capture.spans() {
        let messages = span.text("gen_ai.input.messages").unwrap();
        let resolved = resolve(&messages, store.store()).unwrap();
        assert!(resolved.contains(&text));
    }
}

#[test]
fn an_object_is_written_again_only_if_it_is_broken() {
    let directory = TemporaryDirectory::create();
    let store = DirectoryStore::new(directory.path());
    let digest = ContentDigest::of(b"\"part\"");
    assert_eq!(store.get(&digest).unwrap(), None);
    store.put(&digest, b"\"part\"").unwrap();
    let path = store.path_of(&digest);
    let before = fs::metadata(&path).unwrap();
    store.put(&digest, b"\"part\"").unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    fs::write(&path, b"\"pa").unwrap();
    let reference =
        format!(r#"{{"type":"genai_runtime.stored","part":"text","digest":"{digest}","bytes":6}}"#);
    let error = resolve(&reference, &store).unwrap_err();
    assert!(matches!(error, ResolveError::Corrupted(it) if it == digest));
    store.put(&digest, b"\"part\"").unwrap();
    assert_eq!(resolve(&reference, &store).unwrap(), "\"part\"");
}

#[test]
fn only_the_stores_own_old_temporary_files_are_removed() {
    let directory = TemporaryDirectory::create();
    let folder = directory.path().join("unfinished");
    fs::create_dir(&folder).unwrap();
    let left_behind = "0123456789abcdef-7";
    let others = [
        "README",
        "0123456789abcdef",
        "0123456789ABCDEF-7",
        "0123456789abcdef-07",
        "0123456789abcdef-+7",
        "23456789abcdef-7",
    ];
    let before = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for name in others.into_iter().chain([left_behind]) {
        let file = fs::File::create(folder.join(name)).unwrap();
        file.set_modified(before).unwrap();
    }
    fs::File::create(folder.join("0123456789abcdef-8")).unwrap();
    let bytes = b"\"part\"";
    let store = DirectoryStore::new(directory.path());
    store.put(&ContentDigest::of(bytes), bytes).unwrap();
    let mut found = unfinished(directory.path());
    let kept = others.into_iter().chain(["0123456789abcdef-8"]);
    let mut kept: Vec<_> = kept.map(|name| folder.join(name)).collect();
    found.sort();
    kept.sort();
    assert_eq!(found, kept);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_objects() {
    use std::os::unix::fs::PermissionsExt;
    let directory = TemporaryDirectory::create();
    let store = DirectoryStore::new(directory.path().join("content"));
    let digest = ContentDigest::of(b"1");
    store.put(&digest, b"1").unwrap();
    let file = store.path_of(&digest);
    for path in [
        &*file,
        file.parent().unwrap(),
        &directory.path().join("content"),
    ] {
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", path.display());
    }
}

#[test]
fn a_failed_read_is_an_error() {
    let directory = TemporaryDirectory::create();
    let store = Arc::new(DirectoryStore::new(directory.path()));
    let digest = ContentDigest::of(b"1");
    fs::create_dir_all(store.path_of(&digest)).unwrap();
    let error = store.get(&digest).unwrap_err();
    assert!(error.to_string().contains("cannot read"), "{error}");
    let reference = format!(
        r#"[{{"type":"genai_runtime.stored","part":"text","digest":"{digest}","bytes":1}}]"#
    );
    let error = resolve(&reference, &store).unwrap_err();
    assert!(matches!(error, ResolveError::Store(it, _) if it == digest));
    assert!(error.to_string().contains(&digest.to_string()));
}
