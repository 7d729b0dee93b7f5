//! One operation from start to end.
//!
//! An operation starts once and ends once, by construction: every end but the first does nothing, and dropping an
//! unfinished operation ends it as cancelled. No context guard lives across a suspension point, and no operation is
//! stored inside a context.

mod accepted;
mod attended;
mod beginning;
pub(crate) mod by_hand;
mod call;
#[cfg(feature = "content")]
mod capturing;
mod conclude;
mod copied;
mod end;
mod ending;
mod future;
mod giving_up;
mod handed;
mod instrument;
mod lifetimes;
mod manual_usage;
mod measure;
#[cfg(not(feature = "content"))]
mod no_capturing;
mod ongoing;
mod opening;
mod origin;
mod outcome;
mod probe;
mod progress;
mod request;
mod returned;
mod start;
mod stream;
mod unfollowed;
mod unnamed;
mod unwind;

use std::sync::Arc;
use std::time::Instant;

use opentelemetry::{Context, ContextGuard, StringValue, Value};

pub use accepted::{Accepted, DynAccepted, ErrorAccepted, NotAccepted, PointeeAccepted};
pub use attended::Attended;
pub use call::{Running, call, call_stream};
pub use copied::{Copied, Uncopied};
pub use end::End;
pub use future::Instrumented;
pub use handed::Handed;
pub use instrument::{
    call_boxed_future, call_boxed_future_stream, call_future, call_future_as, call_future_stream,
    gives, instrument, instrument_as, instrument_stream,
};
pub use lifetimes::{AtLifetime, at_any_lifetime};
use manual_usage::Reported;
pub use manual_usage::report;
use ongoing::Ongoing;
use origin::Origin;
pub(crate) use outcome::Outcome;
pub use probe::{
    DebugText, DefaultErrorClass, Ended, ErrorClass, ErrorText, Fit, NoFit, NoText, OptionEnd,
    PlainEnd, Probe,
};
use progress::Progress;
pub use returned::{OptionReturn, PlainReturn, Returned};
pub use start::Start;
pub use stream::{Following, InstrumentedStream, follow, follow_aliased, follow_as, followed_box};
pub use unfollowed::{NoStream, Unfollowed, ends_with_its_return};
pub use unnamed::{
    UnnamedFuture, UnnamedStream, call_boxed_future_unnamed, call_boxed_future_unnamed_stream,
    call_future_unnamed, call_future_unnamed_stream, follow_unnamed, follow_unnamed_as,
    followed_box_unnamed, instrument_unnamed, instrument_unnamed_stream,
};

use crate::callsite::{Callsite, Site};
use crate::chain::{AgentRun, Attempt, Walk};
use crate::content::ContentCapture;
use crate::kind::OperationKind;
use crate::report::{InputFacts, ResponseFacts};
use crate::shield;
use crate::signals::{Attributes, Conventions, Identity, SpanState, StartedSpan, Subject};
#[cfg(feature = "content")]
use capturing::Capturing;
#[cfg(not(feature = "content"))]
use no_capturing::Capturing;

/// An operation that has started and not ended.
#[derive(Debug)]
pub(crate) struct Operation {
    callsite: Site,
    phase: Phase,
    /// The kind of the callsite under the conventions in force.
    kind: OperationKind,
    identity: Identity,
    /// What [`begin`](Self::begin) takes: parent, links, scope and attempt.
    origin: Origin,
    attributes: Attributes,
    /// The user's own attributes. Those of the framework take precedence, and those that the body records.
    own: Attributes,
    /// The user's own attributes from the returned value.
    own_of_result: Attributes,
    /// Whether an argument of the annotation has panicked.
    description_panicked: bool,
    /// Whether a report on a returned value has panicked.
    report_panicked: bool,
    /// Whether the body has begun: an operation whose body never did is not measured.
    has_begun: bool,
    input: InputFacts,
    response: ResponseFacts,
    /// The captured content; `None` if content is not captured.
    capturing: Option<Box<Capturing>>,
    /// Whether content is captured, if the call or the annotation sets it.
    capture_choice: Option<ContentCapture>,
    /// Progress of the returned stream; `None` before there is one.
    progress: Option<Box<Progress>>,
    manual_usage: Option<Arc<Reported>>,
    conversation: Option<StringValue>,
    attempt: Option<Box<Attempt>>,
    /// The position of a step in its chain.
    walk: Option<Walk>,
    /// The run of the agent that this operation itself is.
    agent_run: Option<Arc<AgentRun>>,
    /// The run of the agent that this operation is a part of.
    caller: Option<Arc<AgentRun>>,
    conventions: Conventions,
    span: StartedSpan,
    started: Instant,
}

/// The phase of an operation's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Not started: its identity is still being set.
    Described,
    /// Started and not ended.
    Begun,
    /// Ended: nothing is left to be emitted.
    Ended,
}

impl Operation {
    /// An operation that has not started.
    fn blank() -> Self {
        static NOTHING: Callsite = Callsite::step("");
        Self {
            callsite: Site::Function(&NOTHING),
            phase: Phase::Described,
            kind: NOTHING.kind,
            identity: Identity::default(),
            origin: Origin::default(),
            attributes: Attributes::default(),
            own: Attributes::default(),
            own_of_result: Attributes::default(),
            description_panicked: false,
            report_panicked: false,
            has_begun: true,
            input: InputFacts::default(),
            response: ResponseFacts::default(),
            capturing: None,
            capture_choice: None,
            progress: None,
            manual_usage: None,
            conversation: None,
            attempt: None,
            walk: None,
            agent_run: None,
            caller: None,
            conventions: Conventions::V1_41,
            span: StartedSpan::absent(),
            started: Instant::now(),
        }
    }

    /// Makes the operation's context current.
    fn attach(&self) -> Option<ContextGuard> {
        shield::attach(&self.span.context)
    }

    /// Makes the operation's context current, if it differs from the current one.
    fn enter(&self) -> Option<ContextGuard> {
        let is_own = self.span.state != SpanState::Absent
            || self.origin.is_elsewhere
            || self.manual_usage.is_some()
            || self.agent_run.is_some();
        is_own.then(|| self.attach()).flatten()
    }

    /// Resets an ended operation for reuse.
    fn forget(&mut self) {
        self.phase = Phase::Described;
        self.identity = Identity::default();
        self.origin.forget();
        self.description_panicked = false;
        self.report_panicked = false;
        self.has_begun = true;
        self.attributes.clear();
        self.own.clear();
        self.own_of_result.clear();
        self.input = InputFacts::default();
        self.response.clear();
        self.capturing = None;
        self.progress = None;
        self.manual_usage = None;
        self.conversation = None;
        self.attempt = None;
        self.walk = None;
        self.agent_run = None;
        self.caller = None;
        self.span.context = Context::new();
    }

    /// Keeps an attribute of the user's until the span ends.
    fn keep_own(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.own.saturated(is_saturated);
        self.own.own(key, value, self.conventions);
    }

    /// Keeps an attribute of the user's that comes from the returned value.
    fn keep_own_of_result(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.own_of_result.saturated(is_saturated);
        self.own_of_result.own(key, value, self.conventions);
    }

    /// The subject of the span, and the span.
    fn subject_and_span(&mut self) -> (Subject<'_>, &mut StartedSpan) {
        let subject = Subject {
            callsite: &self.callsite,
            identity: &self.identity,
            conversation: self.conversation.as_ref(),
            attempt: self.attempt.as_deref().map(Attempt::number),
            conventions: self.conventions,
        };
        (subject, &mut self.span)
    }
}
