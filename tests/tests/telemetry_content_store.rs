//! Installed telemetry whose content is stored. One test, because the installation is global.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use genai_runtime::content::{ContentDigest, ContentStore, StoreError, StoreQueue, resolve};
use genai_runtime::telemetry::{Exporter, Telemetry, TelemetryGuard};
use genai_runtime::{ContentCapture, chain_step};
use genai_tests::receiver::{Receiver, attribute};
use genai_tests::setup::PLENTY;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::metrics::v1::{metric, number_data_point};

#[chain_step(kind = agent, system = "openai", input = text)]
fn talk(text: &str) -> usize {
    text.len()
}

/// Stores objects in memory; blocks until it is opened.
#[derive(Debug, Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    is_open: bool,
    is_full: bool,
    objects: HashMap<ContentDigest, Vec<u8>>,
}

impl Gate {
    fn set(&self, is_open: bool, is_full: bool) {
        let mut state = self.state();
        (state.is_open, state.is_full) = (is_open, is_full);
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl ContentStore for Gate {
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        let is_closed = |state: &mut State| !state.is_open;
        let mut state = self.changed.wait_while(self.state(), is_closed).unwrap();
        if state.is_full {
            return Err(StoreError::new("no room is left"));
        }
        state.objects.insert(*digest, bytes.to_vec());
        Ok(())
    }

    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.state().objects.get(digest).cloned())
    }
}

fn install(
    receiver: &Receiver,
    gate: &Arc<Gate>,
    notices: &Arc<Mutex<Vec<String>>>,
) -> (TelemetryGuard, StoreQueue) {
    let store = StoreQueue::new(Arc::clone(gate));
    let notices = Arc::clone(notices);
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .content(ContentCapture::SpanOnly)
        .content_store(store.clone())
        .on_diagnostic(move |message| notices.lock().unwrap().push(message.to_owned()))
        .install()
        .unwrap();
    (telemetry, store)
}

/// The messages on the last of so many spans.
fn messages(receiver: &Receiver, count: usize) -> String {
    let span = receiver.spans(count).pop().unwrap();
    match attribute(&span.item.attributes, "gen_ai.input.messages").unwrap() {
        Value::StringValue(text) => text,
        other => panic!("expected text, found {other:?}"),
    }
}

/// The parts that were not stored, according to the last export of metrics.
fn dropped(receiver: &Receiver) -> Option<i64> {
    let metrics = receiver.metrics(1);
    let mut metrics = metrics.iter().rev().map(|metric| &metric.item);
    let counted = metrics.find(|metric| metric.name == "genai_runtime.content.store.dropped")?;
    let Some(metric::Data::Sum(sum)) = &counted.data else {
        panic!("expected a sum, found {counted:?}")
    };
    let points = sum.data_points.iter().map(|point| point.value.unwrap());
    Some(
        points
            .map(|value| match value {
                number_data_point::Value::AsInt(parts) => parts,
                number_data_point::Value::AsDouble(parts) => {
                    panic!("expected a count, found {parts}")
                }
            })
            .sum(),
    )
}

#[test]
fn flushes_and_shutdowns_wait_for_the_store_and_report_lost_content() {
    let (receiver, gate, notices) = (Receiver::http(), Arc::default(), Arc::default());
    let (telemetry, store) = install(&receiver, &gate, &notices);

    // The exporter does not wait for the store; the flush waits for both.
    assert_eq!(talk("one"), 3);
    thread::scope(|scope| {
        let flush = scope.spawn(|| telemetry.flush(PLENTY));
        let reference = messages(&receiver, 1);
        assert_eq!(resolve(&reference, store.store()).unwrap(), reference);
        assert_eq!(store.pending(), 1);
        assert!(!flush.is_finished());
        gate.set(true, false);
        assert_eq!(flush.join().unwrap(), Ok(()));
    });
    let resolved = resolve(&messages(&receiver, 1), store.store()).unwrap();
    assert_eq!(
        resolved,
        r#"[{"role":"user","parts":[{"type":"text","content":"one"}]}]"#
    );

    // Content that the exporter's thread renders during the flush is stored before it ends.
    talk("two");
    assert_eq!(telemetry.flush(PLENTY), Ok(()));
    assert!(
        resolve(&messages(&receiver, 2), store.store())
            .unwrap()
            .contains("two")
    );
    assert_eq!(*notices.lock().unwrap(), [""; 0]);

    // An error of the store is reported once, and counted every time.
    gate.set(true, true);
    talk("three");
    let error = telemetry.flush(PLENTY).unwrap_err();
    let expected = "not exported: 1 part of content to the store: 1 dropped";
    assert_eq!(error.to_string(), expected);
    assert_eq!(
        (error.failures().len(), error.content().unwrap().parts),
        (0, 1)
    );
    // The metrics of a flush count what its spans lose.
    assert_eq!(dropped(&receiver), Some(1));
    talk("four");
    assert!(telemetry.flush(PLENTY).is_err());
    assert_eq!(dropped(&receiver), Some(2));
    assert_eq!(telemetry.flush(PLENTY), Ok(()));
    assert_eq!(store.dropped(), 2);
    let notice = "captured content could not be stored (error): no room is left; reported once, counted by \
                  `genai_runtime.content.store.dropped`";
    assert_eq!(*notices.lock().unwrap(), [notice]);

    // The shutdown exports, and then waits for the store, which opens once the span has arrived.
    gate.set(false, false);
    talk("five");
    thread::scope(|scope| {
        scope.spawn(|| {
            receiver.spans(5);
            gate.set(true, false);
        });
        assert_eq!(telemetry.shutdown(PLENTY), Ok(()));
    });
    assert!(
        resolve(&messages(&receiver, 5), &gate)
            .unwrap()
            .contains("five")
    );

    // A store that hangs takes no longer than the timeout of the shutdown.
    gate.set(false, false);
    let (telemetry, _store) = install(&receiver, &gate, &notices);
    talk("six");
    thread::scope(|scope| {
        let flush = scope.spawn(|| telemetry.flush(PLENTY));
        receiver.spans(6);
        let error = telemetry.shutdown(Duration::from_secs(1)).unwrap_err();
        let content = error.content().unwrap();
        assert_eq!(
            content.to_string(),
            "1 part of content to the store: 1 still on their way"
        );
        gate.set(true, false);
        assert_eq!(flush.join().unwrap(), Ok(()));
    });
}
