//! The requests that a receiver has decoded.

use std::mem;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use http::HeaderMap;
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{InstrumentationScope, KeyValue};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::Span;

const DEADLINE: Duration = Duration::from_secs(30);

/// One request.
#[derive(Clone, Debug)]
pub struct Received {
    /// The path of the URL.
    pub path: String,
    /// The headers, or the metadata of gRPC.
    pub headers: HeaderMap,
    /// The decoded body.
    pub payload: Payload,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum Payload {
    /// Spans.
    Traces(ExportTraceServiceRequest),
    /// Metrics.
    Metrics(ExportMetricsServiceRequest),
    /// Log records.
    Logs(ExportLogsServiceRequest),
}

/// A span, a metric or a log record, with its resource and scope.
#[derive(Clone, Debug)]
pub struct Arrived<T> {
    /// The resource.
    pub resource: Resource,
    /// The instrumentation scope.
    pub scope: InstrumentationScope,
    /// The item itself.
    pub item: T,
}

impl<T> Arrived<T> {
    /// The value of a resource attribute.
    pub fn resource_attribute(&self, key: &str) -> Option<Value> {
        attribute(&self.resource.attributes, key)
    }
}

/// The value of the attribute `key`.
pub fn attribute(attributes: &[KeyValue], key: &str) -> Option<Value> {
    attributes
        .iter()
        .find(|attribute| attribute.key == key)?
        .value
        .clone()?
        .value
}

#[derive(Debug, Default)]
pub(super) struct Inbox {
    requests: Mutex<Vec<Received>>,
    arrived: Condvar,
}

impl Inbox {
    pub(super) fn put(&self, request: Received) {
        self.requests.lock().unwrap().push(request);
        self.arrived.notify_all();
    }

    pub(super) fn requests(&self) -> Vec<Received> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) fn take(&self) -> Vec<Received> {
        mem::take(&mut *self.requests.lock().unwrap())
    }

    pub(super) fn wait_for<T>(
        &self,
        count: usize,
        items: fn(&Received) -> Vec<Arrived<T>>,
    ) -> Vec<Arrived<T>> {
        let all = |requests: &[Received]| requests.iter().flat_map(items).collect::<Vec<_>>();
        let (requests, late) = self
            .arrived
            .wait_timeout_while(self.requests.lock().unwrap(), DEADLINE, |requests| {
                all(requests).len() < count
            })
            .unwrap();
        let found = all(&requests);
        assert!(
            !late.timed_out(),
            "expected {count} items, {} arrived",
            found.len()
        );
        found
    }
}

pub(super) fn spans(request: &Received) -> Vec<Arrived<Span>> {
    let Payload::Traces(request) = &request.payload else {
        return Vec::new();
    };
    request
        .resource_spans
        .iter()
        .flat_map(|group| {
            group.scope_spans.iter().flat_map(|scoped| {
                scoped
                    .spans
                    .iter()
                    .map(|item| arrived(group.resource.as_ref(), scoped.scope.as_ref(), item))
            })
        })
        .collect()
}

pub(super) fn metrics(request: &Received) -> Vec<Arrived<Metric>> {
    let Payload::Metrics(request) = &request.payload else {
        return Vec::new();
    };
    request
        .resource_metrics
        .iter()
        .flat_map(|group| {
            group.scope_metrics.iter().flat_map(|scoped| {
                scoped
                    .metrics
                    .iter()
                    .map(|item| arrived(group.resource.as_ref(), scoped.scope.as_ref(), item))
            })
        })
        .collect()
}

pub(super) fn logs(request: &Received) -> Vec<Arrived<LogRecord>> {
    let Payload::Logs(request) = &request.payload else {
        return Vec::new();
    };
    request
        .resource_logs
        .iter()
        .flat_map(|group| {
            group.scope_logs.iter().flat_map(|scoped| {
                scoped
                    .log_records
                    .iter()
                    .map(|item| arrived(group.resource.as_ref(), scoped.scope.as_ref(), item))
            })
        })
        .collect()
}

fn arrived<T: Clone>(
    resource: Option<&Resource>,
    scope: Option<&InstrumentationScope>,
    item: &T,
) -> Arrived<T> {
    Arrived {
        resource: resource.cloned().unwrap_or_default(),
        scope: scope.cloned().unwrap_or_default(),
        item: item.clone(),
    }
}
