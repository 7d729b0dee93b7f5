//! Where in a chain an operation is: what it does becomes a part of its workflow's path, and what is decided in
//! it is said when it ends.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use opentelemetry::Context;

use super::attempts::{Attempt, Attempts};
use super::decisions::Decisions;
use super::moment::Moment;
use super::path::Path;
use super::stretch::{Name, Stretch};

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
    name: Name,
    /// In the step or workflow that this is a part of, if it is a part of one.
    around: Option<Context>,
}

/// What was decided in a step or workflow, and which way a workflow went.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) path: Option<(String, u64)>,
    pub(crate) decisions: Decisions,
}

/// What is known of a step or workflow while it goes on. A context has that of the innermost one.
#[derive(Debug, Default)]
struct Here {
    /// None where nothing was done yet, as in most steps, and after the end.
    done: Mutex<Option<Box<Done>>>,
    is_workflow: bool,
    /// In the workflow around a step.
    workflow: Option<Context>,
    /// What is tried in it, if anything is.
    attempts: OnceLock<Arc<Mutex<Attempts>>>,
}

/// What was done in a step or workflow.
#[derive(Debug, Default)]
struct Done {
    path: Path,
    decisions: Decisions,
}

impl Walk {
    /// A workflow or a step begins; what runs in the context from now on is a part of it.
    pub(crate) fn begin(step: Step, parent: &Context, context: &mut Context) -> Self {
        let name = Name(step.name);
        let around = parent.get::<Here>();
        if let Some(around) = around {
            let mut done = lock(&around.done);
            done.get_or_insert_default().path.start(&name, step.called);
        }
        let workflow = match around {
            _ if step.is_workflow => None,
            Some(around) if around.is_workflow => Some(parent.clone()),
            Some(around) => around.workflow.clone(),
            None => None,
        };
        *context = context.with_value(Here {
            is_workflow: step.is_workflow,
            workflow,
            ..Here::default()
        });
        let around = around.map(|_| parent.clone());
        Self { name, around }
    }

    /// It ends, in the context that it began; nothing is known of it there if that is another one.
    pub(crate) fn end(self, context: &Context) -> Option<Walked> {
        let here = context.get::<Here>()?;
        let done = lock(&here.done).take();
        let (way, decisions) = match done {
            Some(mut done) => (done.path.finish(), done.decisions),
            None => (Stretch::EMPTY, Decisions::default()),
        };
        if let Some(around) = self.around.as_ref().and_then(Context::get::<Here>)
            && let Some(done) = &mut *lock(&around.done)
        {
            done.path.end(&self.name, &way);
        }
        Some(Walked {
            path: here.is_workflow.then(|| (way.text.into_owned(), way.hash)),
            decisions,
        })
    }
}

/// An attempt begins at what is known by this name, in the step that a context is in; or one of that number is given up
/// before it is made.
pub(crate) fn attempt(context: &Context, number: (u64, bool), thing: String) -> Attempt {
    let here = context.get::<Here>();
    let around = here.map(|here| here.attempts.get_or_init(Arc::default).clone());
    Attempt::begin(number, thing, around)
}

/// Notes a decision for the step that a context is in, and for its workflow. Returns whether there is a step.
pub(crate) fn decide(
    context: &Context,
    about: &str,
    choice: &str,
    confidence: Option<f64>,
) -> bool {
    let Some(here) = context.get::<Here>() else {
        return false;
    };
    let workflow = here.workflow.as_ref().and_then(Context::get);
    for here in [Some(here), workflow].into_iter().flatten() {
        let mut done = lock(&here.done);
        let done = done.get_or_insert_default();
        done.decisions.note(about, choice, confidence);
    }
    true
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
