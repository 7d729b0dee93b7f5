//! What runs most often, ready to be counted.
//!
//! A case is prepared, and has run before, when it is counted; it has fixed inputs, and no other thread does anything
//! meanwhile. Each has a process to itself, since providers are those of the process.

mod calls;
mod content;
mod host;
mod polls;
mod streams;

/// How often a case repeats what it stands for: what happens only now and then is counted too.
pub const REPETITIONS: usize = 100;

/// What is counted.
pub type Work = Box<dyn FnMut()>;

/// A case, by its name in the baseline.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Its name.
    pub name: &'static str,
    prepare: fn() -> Work,
}

impl Case {
    /// Installs what the case needs in this process, and runs it once.
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

/// The case of that name, prepared; none if there is none.
pub fn prepared(name: &str) -> Option<Work> {
    let mut cases = CASES.iter();
    cases.find(|case| case.name == name).map(Case::prepare)
}

/// Repeats something.
fn repeated(mut once: impl FnMut() + 'static) -> Work {
    Box::new(move || {
        for _ in 0..REPETITIONS {
            once();
        }
    })
}
