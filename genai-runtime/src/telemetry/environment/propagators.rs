//! `OTEL_PROPAGATORS`.

use super::Variables;
use super::list::List;
use crate::telemetry::propagator::Propagator;

pub(super) fn read(variables: &Variables<'_>) -> Option<Vec<Propagator>> {
    let list = List {
        variable: "OTEL_PROPAGATORS",
        names: &["tracecontext", "baggage"],
        expected: "`tracecontext`, `baggage`, `none` or a list of the first two",
        default: "`tracecontext,baggage`",
    };
    let propagators = list.read(variables)?.into_iter().map(|name| match name {
        "baggage" => Propagator::Baggage,
        _ => Propagator::TraceContext,
    });
    Some(propagators.collect())
}
