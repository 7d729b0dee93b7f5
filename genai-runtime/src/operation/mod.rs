//! One operation from start to end.
//!
//! An operation starts once and ends once, whatever happens to it: that holds by construction, since
//! it ends but the first time does nothing, and dropping it unfinished ends it as cancelled. No context
//! guard lives across a suspension point, and no operation is ever stored inside a context.

mod call;
mod conclude;
mod end;
mod future;
mod instrument;
mod manual_usage;
mod ongoing;
mod outcome;
mod probe;
mod progress;
mod returned;
mod start;
mod stream;
mod unfollowed;
mod unwind;

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use opentelemetry::{Context, ContextGuard, Value};

pub use call::{Running, call, call_stream};
pub use end::End;
pub use future::Instrumented;
pub use instrument::{
    call_boxed_future, call_boxed_future_stream, call_future, call_future_stream, gives,
    instrument, instrument_stream,
};
pub use manual_usage::report;
use ongoing::Ongoing;
pub(crate) use outcome::Outcome;
pub use probe::{
    DebugText, DefaultErrorClass, Ended, ErrorClass, ErrorClassBy, ErrorText, Fit, NoFit, NoText,
    OptionEnd, PlainEnd, Probe, ReportedErrorClass,
};
use progress::Progress;
pub use returned::{PlainReturn, Returned};
pub use start::Start;
pub use stream::{Following, InstrumentedStream, follow, followed_box};
pub use unfollowed::{NoStream, Unfollowed, ends_with_its_return};

use crate::callsite::{Callsite, OperationKind};
use crate::chain;
use crate::report::ResponseFacts;
use crate::shield::{self, context_is_reachable, shielded};
use crate::signals::{
    Attributes, Conventions, Identity, Measurement, SpanEnd, SpanStart, SpanState, StreamFacts,
    captured_output, conventions, emit_exception, record_metrics, write_response,
};

/// An operation that has started and not ended.
#[derive(Debug)]
pub(crate) struct Operation {
    callsite: &'static Callsite,
    identity: Identity,
    attributes: Attributes,
    /// The user's own attributes; what the framework says under the same key wins.
    own: Attributes,
    /// Code of the user's that describes the call has panicked.
    report_panicked: bool,
    /// Whether the body has begun: a call that never did took no time worth measuring.
    has_begun: bool,
    response: ResponseFacts,
    /// How far the returned stream has come; none before there is one.
    progress: Option<Progress>,
    manual_usage: Option<Arc<Mutex<ResponseFacts>>>,
    conversation: Option<Arc<str>>,
    conventions: Conventions,
    context: Context,
    span: SpanState,
    started: Instant,
    started_at: SystemTime,
    ended: bool,
}

impl Operation {
    fn start(callsite: &'static Callsite, identity: Identity, parent: &Context) -> Self {
        let conversation = callsite
            .kind
            .has_conversation()
            .then(|| chain::conversation(parent));
        let conversation = conversation.flatten();
        let conventions = conventions(parent);
        let started_at = SystemTime::now();
        let start = SpanStart {
            callsite,
            identity: &identity,
            conversation: conversation.as_deref(),
            conventions,
            time: started_at,
        };
        let span = start.start(parent);
        let captures = span.state == SpanState::Recording && callsite.kind.answers();
        let output = captures.then(|| captured_output(parent)).flatten();
        let mut response = ResponseFacts::capturing(output);
        let (context, manual_usage) = manual_usage::open(callsite, span.context, &mut response);
        Self {
            callsite,
            identity,
            attributes: Attributes::default(),
            own: Attributes::default(),
            report_panicked: false,
            has_begun: true,
            response,
            progress: None,
            manual_usage,
            conversation,
            conventions,
            context,
            span: span.state,
            started: Instant::now(),
            started_at,
            ended: false,
        }
    }

    /// Makes the operation's context current, where it is another than its parent's.
    fn attach(&self) -> Option<ContextGuard> {
        let is_own = self.span != SpanState::Absent || self.manual_usage.is_some();
        is_own.then(|| shield::attach(&self.context)).flatten()
    }

    /// Keeps an attribute of the user's until the span ends.
    fn keep_own(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.own.saturated(is_saturated);
        self.own.own(key, value, self.conventions);
    }

    fn end_once(&mut self, outcome: &Outcome) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        let duration = self.started.elapsed();
        if let Some(reported) = self.manual_usage.take() {
            let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
            self.response = std::mem::take(&mut reported);
        }
        let answered = self.response.error.take().map(Outcome::answered);
        let outcome = match &answered {
            Some(answered) if outcome.failure().is_none() => answered,
            _ => outcome,
        };
        let stream = self.stream_facts(outcome);
        // The SDK looks at the current context for both.
        if context_is_reachable() {
            shielded(|| self.measure_call(outcome, stream.as_ref(), duration));
        }
        if self.span != SpanState::Absent {
            let end = SpanEnd {
                attributes: self.closing_attributes(outcome, stream.as_ref()),
                failure: outcome.failure(),
                time: self.started_at + duration,
            };
            shielded(|| end.end(&self.context));
        }
        // A stream may be kept long after its end.
        self.response = ResponseFacts::default();
        self.progress = None;
    }

    /// What is known of the returned stream, if there was to be one.
    fn stream_facts(&self, outcome: &Outcome) -> Option<StreamFacts> {
        let expects_usage = self.callsite.stream?;
        let outcome = outcome.of_stream()?;
        let pace = self.progress.as_ref().map(Progress::pace);
        let facts = StreamFacts::new(outcome, pace, &self.response);
        if expects_usage && facts.lacks_usage() {
            self.callsite.say_that_usage_is_absent();
        }
        Some(facts)
    }

    /// The metrics of a call to a model, and the event of one that failed.
    fn measure_call(&self, outcome: &Outcome, stream: Option<&StreamFacts>, duration: Duration) {
        let OperationKind::Model(operation) = self.callsite.kind else {
            return;
        };
        if self.has_begun {
            let measurement = Measurement {
                operation,
                identity: &self.identity,
                response: &self.response,
                error_type: outcome.failure().map(|failure| &*failure.error_type),
                conventions: self.conventions,
                outcome: outcome.attribute(),
                stream,
                duration,
            };
            record_metrics(&measurement, &self.context);
        }
        if let Some(failure) = outcome.failure() {
            emit_exception(operation, &self.identity, failure, &self.context);
        }
    }

    /// Ends what its caller dropped before it was done.
    fn give_up(&mut self) {
        let progress = self.progress.as_mut();
        let outcome = progress.map_or(Outcome::Cancelled, Progress::given_up);
        self.end_once(&outcome);
    }

    fn closing_attributes(
        &mut self,
        outcome: &Outcome,
        stream: Option<&StreamFacts>,
    ) -> Attributes {
        if self.span != SpanState::Recording {
            return Attributes::default();
        }
        let mut attributes = std::mem::take(&mut self.attributes);
        write_response(
            &self.response,
            self.callsite.kind,
            &self.identity,
            self.conventions,
            &mut attributes,
        );
        match stream {
            Some(stream) => stream.write(self.callsite.kind, &mut attributes),
            None => attributes.outcome(outcome.attribute()),
        }
        attributes.report_panicked(self.report_panicked);
        let own = std::mem::take(&mut self.own);
        if !own.is_empty() {
            let opening = self.span_start().attributes();
            attributes.add_own(own, &opening, outcome.failure().is_some());
        }
        attributes
    }

    /// What the span was started with.
    fn span_start(&self) -> SpanStart<'_> {
        SpanStart {
            callsite: self.callsite,
            identity: &self.identity,
            conversation: self.conversation.as_deref(),
            conventions: self.conventions,
            time: self.started_at,
        }
    }
}

/// What an operation holds is never seen half-changed by user code, so a panic that passes by leaves
/// nothing to be wary of; annotated futures stay as unwind-safe as plain ones.
impl UnwindSafe for Operation {}
impl RefUnwindSafe for Operation {}

/// The last resort: an operation that nobody ended was given up.
impl Drop for Operation {
    fn drop(&mut self) {
        self.give_up();
    }
}
