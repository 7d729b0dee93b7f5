//! The end of an operation: it ends once, and emits its metrics, events and span.

use std::ops::Range;
use std::time::SystemTime;

use super::{Operation, Outcome, Phase};
use crate::chain::Walked;
use crate::now::now;
use crate::report::ResponseFacts;
use crate::shield::{context_is_reachable, shielded};
use crate::signals::{
    Answer, Attributes, SpanEnd, StreamFacts, Unwritten, emit_details, events_route, purpose,
    redact_failure,
};

impl Operation {
    /// Ends the operation, unless it has ended.
    pub(super) fn end_once(&mut self, outcome: &Outcome) {
        if std::mem::replace(&mut self.phase, Phase::Ended) != Phase::Begun {
            return;
        }
        let duration = now().saturating_duration_since(self.started);
        if let Some(reported) = self.manual_usage.take() {
            self.response = reported.take();
            self.report_panicked |= reported.has_panicked();
            // Reported usage was paid for, even if the returned future was never polled.
            self.has_begun |= !self.response.usage.is_empty();
        }
        let answered = self
            .response
            .error
            .take()
            .map(|error| Outcome::answered(*error));
        let outcome = match answered {
            Some(answered) if outcome.failure().is_none() => answered,
            _ => outcome.clone(),
        };
        let choice = self.capture_choice;
        let outcome =
            outcome.with_failure(|failure| redact_failure(&self.span.context, choice, failure));
        let walked = self
            .walk
            .take()
            .and_then(|walk| walk.end(&self.span.context));
        let stream = self.stream_facts(&outcome);
        // The SDK reads the current context for metrics and for events.
        if context_is_reachable() {
            shielded(|| self.measure_call(&outcome, stream.as_ref(), duration));
            if let Some(failure) = outcome.failure() {
                shielded(|| self.emit_failure(failure));
            }
        }
        if let Some(started) = self.span.time {
            let ended = started + duration;
            shielded(|| self.end_span(&outcome, stream.as_ref(), walked, ended));
        }
        if let Some(attempt) = self.attempt.take() {
            attempt.end(!matches!(outcome, Outcome::Completed));
        }
        if self.callsite.stream.is_some() {
            // The consumer may hold the stream long after its end.
            self.attributes = Attributes::default();
            self.response = ResponseFacts::default();
            self.progress = None;
        }
    }

    fn end_span(
        &mut self,
        outcome: &Outcome,
        stream: Option<&StreamFacts>,
        walked: Option<Walked>,
        ended: SystemTime,
    ) {
        let (unwritten, own) = self.say_last(outcome, stream, walked);
        let (mut content, mut is_on_span) = (None, false);
        if let Some(capturing) = self.capturing.take() {
            let capture = capturing.capture;
            is_on_span = capture.is_on_spans();
            let is_in_event = capture.is_in_events() && self.kind.answers();
            let events = is_in_event
                .then(|| events_route(&self.span.context))
                .flatten();
            if is_on_span || events.is_some() {
                let input = self.input.input.take();
                // A stream that reports no finish reason may have been cut off by the server.
                let is_whole = *outcome == Outcome::Completed && self.callsite.stream.is_none();
                let captured = capturing.end(input, &mut self.response, events, is_whole);
                if events.is_some() && context_is_reachable() {
                    let opening = self.subject_and_span().0.attributes();
                    let attributes = [&opening, &self.attributes];
                    // The span is ended even if a log processor panics.
                    shielded(|| {
                        emit_details(attributes, outcome.failure(), &captured, &self.span.context);
                    });
                }
                content = Some(captured);
            }
        }
        let end = SpanEnd {
            attributes: &mut self.attributes,
            own,
            unwritten: unwritten.map(|unwritten| (unwritten, &mut self.response)),
            failure: outcome.failure(),
            content: content.as_ref().filter(|_| is_on_span),
            route: self.span.route,
            time: ended,
        };
        end.end(&self.span.context);
    }

    /// Adds the attributes that are known at the end; returns those that the exporter can write later, and the range of
    /// those that yield to attributes that the body recorded.
    fn say_last(
        &mut self,
        outcome: &Outcome,
        stream: Option<&StreamFacts>,
        walked: Option<Walked>,
    ) -> (Option<Unwritten>, Range<usize>) {
        if !self.span.is_recording() {
            return (None, 0..0);
        }
        let mut purpose = Attributes::default();
        purpose::write(&self.span.context, self.conventions, &mut purpose);
        let has_own = !(self.own.is_empty() && self.own_of_result.is_empty() && purpose.is_empty());
        let answer = Answer::new(self.kind, self.conventions, &self.identity);
        let unwritten = if self.writes_later() && !has_own {
            let before = self.attributes.len();
            Some(Unwritten { answer, before })
        } else {
            answer.write(&mut self.response, &mut self.attributes);
            None
        };
        match stream {
            Some(stream) => stream.write(self.kind, &mut self.attributes),
            None => self.attributes.outcome(outcome.attribute()),
        }
        if self.identity.provider.is_none() && self.kind.has_provider(self.conventions.has_v1_41())
        {
            let run = self.agent_run.as_ref();
            self.attributes.provider(run.and_then(|run| run.provider()));
        }
        if let Some(walked) = walked {
            walked.write(&mut self.attributes);
        }
        let (asked, answered) = (self.input.bytes, self.response.output_bytes);
        self.attributes.sizes(asked, answered);
        self.attributes
            .report_panicked(self.description_panicked || self.report_panicked);
        let mut yielding = 0..0;
        if has_own {
            let opening = self.subject_and_span().0.attributes();
            let has_failed = outcome.failure().is_some();
            let of_result = std::mem::take(&mut self.own_of_result);
            self.attributes.add_own(of_result, &opening, has_failed);
            yielding.start = self.attributes.len();
            let own = std::mem::take(&mut self.own);
            self.attributes.add_own(own, &opening, has_failed);
            self.attributes.add_own(purpose, &opening, has_failed);
            yielding.end = self.attributes.len();
        }
        (unwritten, yielding)
    }

    /// Whether attributes of the response can be written during the export, because no span processor sees them before.
    fn writes_later(&self) -> bool {
        self.span.route.writes_later() && self.capturing.is_none()
    }
}
