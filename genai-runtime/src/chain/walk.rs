//! The position of a step in its chain: its path becomes a part of its workflow's, and its decisions are written when
//! it ends.

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

/// A workflow or a step that has begun.
#[derive(Debug)]
pub(crate) struct Walk {
    name: Name,
    /// The context of the enclosing step or workflow, if there is one.
    around: Option<Context>,
}

/// The decisions of a step or workflow, and the path of a workflow with its hash.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) path: Option<(String, u64)>,
    pub(crate) decisions: Decisions,
}

/// The state of the innermost step or workflow of a context.
#[derive(Debug, Default)]
struct Here {
    /// `None` before the first nested step or decision, and after the end.
    done: Mutex<Option<Box<Done>>>,
    is_workflow: bool,
    /// The context of the enclosing workflow of a step.
    workflow: Option<Context>,
    attempts: OnceLock<Arc<Mutex<Attempts>>>,
}

/// The path and the decisions of a step or workflow so far.
#[derive(Debug, Default)]
struct Done {
    path: Path,
    decisions: Decisions,
}

impl Walk {
    /// Begins a workflow or a step, and makes it the innermost one of the context.
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

    /// Ends the workflow or step, in the context in which it began; `None` in another one.
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

/// Begins an attempt within the innermost step of a context; the flag is false if it is given up before it starts.
pub(crate) fn attempt(context: &Context, number: (u64, bool), thing: String) -> Attempt {
    let here = context.get::<Here>();
    let around = here.map(|here| here.attempts.get_or_init(Arc::default).clone());
    Attempt::begin(number, thing, around)
}

/// Records a decision for the innermost step of a context, and for its workflow. Returns whether there is a step.
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
