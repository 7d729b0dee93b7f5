//! One operation from start to end.
//!
//! An operation starts once and ends once, whatever happens to it: that holds by construction, since
//! it ends but the first time does nothing, and dropping it unfinished ends it as cancelled. No context
//! guard lives across a suspension point, and no operation is ever stored inside a context.

mod attended;
pub(crate) mod by_hand;
mod call;
#[cfg(feature = "content")]
mod capturing;
mod clock;
mod conclude;
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
mod unwind;

use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime};

use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, ContextGuard, StringValue, Value};

pub use attended::Attended;
pub use call::{Running, call, call_stream};
use clock::Clock;
pub use end::End;
pub use future::Instrumented;
pub use handed::Handed;
pub use instrument::{
    call_boxed_future, call_boxed_future_stream, call_future, call_future_as, call_future_stream,
    gives, instrument, instrument_as, instrument_stream,
};
pub use lifetimes::{AtLifetime, at_any_lifetime};
pub use manual_usage::report;
use ongoing::Ongoing;
use origin::Origin;
pub(crate) use outcome::Outcome;
pub use probe::{
    DebugText, DefaultErrorClass, Ended, ErrorClass, ErrorClassBy, ErrorText, Fit, NoFit, NoText,
    OptionEnd, PlainEnd, Probe, ReportedErrorClass,
};
use progress::Progress;
pub use returned::{PlainReturn, Returned};
pub use start::Start;
pub use stream::{Following, InstrumentedStream, follow, follow_as, followed_box};
pub use unfollowed::{NoStream, Unfollowed, ends_with_its_return};

use crate::callsite::Site;
use crate::chain::{AgentRun, Attempt, Moment, Walk};
use crate::content::ContentCapture;
use crate::kind::OperationKind;
use crate::report::{InputFacts, ResponseFacts};
use crate::shield;
use crate::signals::{
    Attributes, Conventions, Identity, Route, SpanStart, SpanState, conventions, purpose,
};
#[cfg(feature = "content")]
use capturing::Capturing;
#[cfg(not(feature = "content"))]
use no_capturing::Capturing;

/// An operation that has started and not ended.
#[derive(Debug)]
pub(crate) struct Operation {
    callsite: Site,
    /// The callsite's kind, as the conventions see it.
    kind: OperationKind,
    identity: Identity,
    attributes: Attributes,
    /// The user's own attributes; what the framework says under the same key wins.
    own: Attributes,
    /// Code of the user's that describes the call has panicked.
    report_panicked: bool,
    /// Whether the body has begun: a call that never did took no time worth measuring.
    has_begun: bool,
    /// What the model is told.
    input: InputFacts,
    response: ResponseFacts,
    /// What is captured; none where content is not.
    capturing: Option<Box<Capturing>>,
    /// Whether its content is captured, where the call or the annotation says so.
    said_of_content: Option<ContentCapture>,
    /// Where the span goes.
    route: Route,
    /// How far the returned stream has come; none before there is one.
    progress: Option<Progress>,
    manual_usage: Option<Arc<Mutex<ResponseFacts>>>,
    conversation: Option<StringValue>,
    /// Which attempt at something it is.
    attempt: Option<Attempt>,
    /// Where in its chain it is.
    walk: Option<Walk>,
    /// The run of an agent that this operation is.
    agent_run: Option<Arc<AgentRun>>,
    /// The run that this operation is a part of.
    caller: Option<Arc<AgentRun>>,
    conventions: Conventions,
    context: Context,
    span: SpanState,
    started: Instant,
    started_at: SystemTime,
    ended: bool,
}

impl Operation {
    fn start(callsite: Site, mut identity: Identity, mut origin: Origin) -> Self {
        let parent = &origin.parent();
        let since = origin.called.unwrap_or_else(Moment::now);
        let said_of_content = origin.capture.or(callsite.content);
        let conventions = conventions(parent);
        let kind = callsite.kind.under(conventions.has_latest());
        let conversation = kind
            .has_conversation()
            .then(|| purpose::conversation(parent));
        let conversation = conversation.flatten();
        let caller = AgentRun::acting(parent);
        if let Some(caller) = caller.as_ref().filter(|_| kind.names_its_agent()) {
            identity.agent = Some(caller.name().to_owned().into());
        }
        let mut attempt = origin.attempt(parent, &callsite, identity.name.as_deref());
        let (clock, is_new_clock) = Clock::of(parent);
        let started = Instant::now();
        let started_at = clock.at(started);
        let start = SpanStart {
            callsite: &callsite,
            kind,
            identity: &identity,
            conversation: conversation.as_ref(),
            attempt: attempt.as_ref().map(Attempt::number),
            links: origin.links(attempt.as_ref()),
            conventions,
            time: started_at,
        };
        let span = start.start(parent);
        if let Some(attempt) = attempt
            .as_mut()
            .filter(|_| span.state == SpanState::Recording)
        {
            attempt.started(span.context.span().span_context());
        }
        let (mut input, mut response) = (InputFacts::default(), ResponseFacts::default());
        let capturing = if span.state == SpanState::Recording {
            let facts = (&mut input, &mut response);
            Capturing::begin(kind, said_of_content, parent, span.route, facts)
        } else {
            None
        };
        let context = if is_new_clock && span.state != SpanState::Absent {
            span.context.with_value(clock)
        } else {
            span.context
        };
        let (context, manual_usage) = manual_usage::open(&callsite, context, &mut response);
        let (context, agent_run) = if kind == OperationKind::Agent {
            let name = identity.name.as_deref().unwrap_or(callsite.name);
            let (context, run) = AgentRun::begin(name, &context);
            (context, Some(run))
        } else {
            (context, None)
        };
        let name = identity.name.as_deref().unwrap_or(callsite.name);
        let is_step = !matches!(kind, OperationKind::Model(_));
        let (context, walk) = if is_step && span.state == SpanState::Recording {
            let is_workflow = kind == OperationKind::Workflow;
            let (context, walk) = Walk::begin(name, is_workflow, since, (parent, &context));
            (context, Some(walk))
        } else {
            (context, None)
        };
        Self {
            callsite,
            kind,
            identity,
            attributes: Attributes::default(),
            own: Attributes::default(),
            report_panicked: false,
            has_begun: true,
            input,
            response,
            capturing,
            said_of_content,
            route: span.route,
            progress: None,
            manual_usage,
            conversation,
            attempt,
            walk,
            agent_run,
            caller,
            conventions,
            context,
            span: span.state,
            started,
            started_at,
            ended: false,
        }
    }

    /// Makes the operation's context current, where it is another than its parent's.
    fn attach(&self) -> Option<ContextGuard> {
        let is_own = self.span != SpanState::Absent
            || self.manual_usage.is_some()
            || self.agent_run.is_some();
        is_own.then(|| shield::attach(&self.context)).flatten()
    }

    /// Keeps an attribute of the user's until the span ends.
    fn keep_own(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.own.saturated(is_saturated);
        self.own.own(key, value, self.conventions);
    }

    /// What the span was started with.
    fn span_start(&self) -> SpanStart<'_> {
        SpanStart {
            callsite: &self.callsite,
            kind: self.kind,
            identity: &self.identity,
            conversation: self.conversation.as_ref(),
            attempt: self.attempt.as_ref().map(Attempt::number),
            links: Vec::new(),
            conventions: self.conventions,
            time: self.started_at,
        }
    }
}
