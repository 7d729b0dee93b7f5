//! The cases whose costs are guarded.
//!
//! A case is prepared and has run once before it is counted; its inputs are constant, and no other thread is active.
//! Each runs in a process of its own, because providers are global.

mod calls;
mod content;
mod host;
mod polls;
mod streams;

/// The repetitions of a case, so that occasional work is counted, too.
pub const REPETITIONS: usize = 100;

/// The counted work of a case.
pub type Work = Box<dyn FnMut()>;

/// A case, with its name in the baseline.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Its name.
    pub name: &'static str,
    prepare: fn() -> Work,
}

impl Case {
    /// Installs what the case needs in this process, and runs the case once.
    pub fn prepare(&self) -> Work {
        let mut work = (self.prepare)();
        work();
        work
    }
}

/// All cases.
pub const CASES: [Case; 10] = [
    Case {
        name: "call",
        prepare: calls::call,
    },
    Case {
        name: "call_with_metrics",
        prepare: calls::with_metrics,
    },
    Case {
        name: "installed_call",
        prepare: calls::installed,
    },
    Case {
        name: "workflow_of_four_steps",
        prepare: calls::workflow,
    },
    Case {
        name: "unobserved_call",
        prepare: calls::unobserved,
    },
    Case {
        name: "disabled_call",
        prepare: calls::disabled,
    },
    Case {
        name: "call_under_unsampled_parent",
        prepare: calls::unsampled,
    },
    Case {
        name: "captured_call",
        prepare: content::captured,
    },
    Case {
        name: "stream_chunk",
        prepare: streams::chunk,
    },
    Case {
        name: "future_poll",
        prepare: polls::poll,
    },
];

/// The prepared case of this name; `None` if there is none.
pub fn prepared(name: &str) -> Option<Work> {
    let mut cases = CASES.iter();
    cases.find(|case| case.name == name).map(Case::prepare)
}

/// Repeats the work.
fn repeated(mut once: impl FnMut() + 'static) -> Work {
    Box::new(move || {
        for _ in 0..REPETITIONS {
            once();
        }
    })
}
