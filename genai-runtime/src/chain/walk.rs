//! Where in a chain an operation is: what it does becomes a part of its workflow's path, and what is decided in
//! it is said when it ends.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opentelemetry::Context;

use super::attempts::{Attempt, Attempts};
use super::moment::Moment;
use super::path::{Path, STEPS};

/// A workflow or a step that is about to begin.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: Cow<'static, str>,
    pub(crate) is_workflow: bool,
    pub(crate) called: Moment,
}

/// A workflow or a step that goes on.
#[derive(Debug)]
pub(crate) struct Walk {
    name: Cow<'static, str>,
    place: Place,
    /// The path of the step or workflow that this is a part of.
    around: Option<Arc<Mutex<Path>>>,
    is_workflow: bool,
}

/// What was decided in a step or workflow, and which way a workflow went.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) path: Option<(String, u64)>,
    pub(crate) decisions: Decisions,
}

/// What was decided, by what it was about, and how sure that was. The last word counts.
pub(crate) type Decisions = BTreeMap<String, (String, Option<f64>)>;

/// Where in a chain a context is.
#[derive(Debug, Clone)]
struct Place {
    path: Arc<Mutex<Path>>,
    /// Of the innermost step.
    own: Arc<Mutex<Decisions>>,
    /// Of the workflow around it.
    workflow: Option<Arc<Mutex<Decisions>>>,
    /// What is tried in it.
    attempts: Arc<Mutex<Attempts>>,
}

impl Walk {
    /// A workflow or a step begins; what runs in the context from now on is a part of it.
    pub(crate) fn begin(step: Step, parent: &Context, context: &mut Context) -> Self {
        let outer = parent.get::<Place>();
        let around = outer.map(|outer| outer.path.clone());
        if let Some(around) = &around {
            lock(around).start(&step.name, step.called);
        }
        let own = Arc::default();
        let workflow = if step.is_workflow {
            Some(Arc::clone(&own))
        } else {
            outer.and_then(|outer| outer.workflow.clone())
        };
        let place = Place {
            path: Arc::default(),
            own,
            workflow,
            attempts: Arc::default(),
        };
        *context = context.with_value(place.clone());
        Self {
            name: step.name,
            place,
            around,
            is_workflow: step.is_workflow,
        }
    }

    /// It ends.
    pub(crate) fn end(self) -> Walked {
        let way = lock(&self.place.path).finish();
        if let Some(around) = &self.around {
            lock(around).end(&self.name, &way);
        }
        Walked {
            path: self.is_workflow.then_some((way.text, way.hash)),
            decisions: std::mem::take(&mut *lock(&self.place.own)),
        }
    }
}

/// An attempt begins at what is known by this name, in the step that a context is in.
pub(crate) fn attempt(context: &Context, number: u64, thing: String) -> Attempt {
    let place = context.get::<Place>();
    Attempt::begin(number, thing, place.map(|place| place.attempts.clone()))
}

/// Notes a decision for the step that a context is in, and for its workflow. Returns whether there is a step.
pub(crate) fn decide(
    context: &Context,
    about: &str,
    choice: &str,
    confidence: Option<f64>,
) -> bool {
    let Some(place) = context.get::<Place>() else {
        return false;
    };
    for decisions in [Some(&place.own), place.workflow.as_ref()]
        .into_iter()
        .flatten()
    {
        let mut decisions = lock(decisions);
        // A chain that never ends decides for ever.
        if decisions.len() < STEPS || decisions.contains_key(about) {
            decisions.insert(about.to_owned(), (choice.to_owned(), confidence));
        }
    }
    true
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
