//! A stream that follows a script.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::Stream;
use genai_runtime::{ErrorReport, Usage};
use opentelemetry::trace::{Span, Tracer};
use opentelemetry_sdk::trace::SdkTracer;

/// What a poll of the stream does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Chunk,
    Fail,
    Panic,
    /// Pending forever.
    Hang,
}

/// Counts of a stream: the input with the first chunk, the output cumulatively.
pub(crate) type Chunk = Result<Usage, Broken>;

#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection broke")
    }
}

impl ErrorReport for Broken {
    fn error_type(&self) -> Cow<'static, str> {
        "broken".into()
    }
}

/// Follows its steps; every poll and the drop record a span in the current context.
#[derive(Debug)]
pub(crate) struct Script {
    steps: VecDeque<Step>,
    chunks: u64,
    tracer: SdkTracer,
}

impl Script {
    pub(crate) fn new(steps: &[Step], tracer: SdkTracer) -> Self {
        Self {
            steps: steps.iter().copied().collect(),
            chunks: 0,
            tracer,
        }
    }

    fn leave_span(&self, name: &'static str) {
        self.tracer.start(name).end();
    }
}

impl Stream for Script {
    type Item = Chunk;

    fn poll_next(mut self: Pin<&mut Self>, _task: &mut Context<'_>) -> Poll<Option<Chunk>> {
        self.leave_span("poll");
        match self.steps.front() {
            Some(Step::Chunk) => {
                self.chunks += 1;
                let usage = Usage::new().output(self.chunks);
                let is_first = self.chunks == 1;
                self.steps.pop_front();
                Poll::Ready(Some(Ok(if is_first { usage.input(3) } else { usage })))
            }
            Some(Step::Fail) => {
                self.steps.pop_front();
                Poll::Ready(Some(Err(Broken)))
            }
            Some(Step::Panic) => panic!("on purpose"),
            Some(Step::Hang) => Poll::Pending,
            None => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.steps.len(), Some(self.steps.len()))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.leave_span("drop");
    }
}
