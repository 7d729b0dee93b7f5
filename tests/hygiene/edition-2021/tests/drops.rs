//! Temporaries of a tail expression are dropped after the local variables in edition 2021, with and without an
//! annotation.

use std::cell::RefCell;

use otel_genai::testing::{assert_conformant, capture};

type Log = RefCell<Vec<&'static str>>;

struct Noisy<'a>(&'static str, &'a Log);

impl Noisy<'_> {
    fn len(&self) -> usize {
        self.1.borrow_mut().push("asked");
        self.0.len()
    }
}

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

macro_rules! forms {
    ($name:ident $(, #[$annotation:meta])?) => {
        mod $name {
            use super::{Log, Noisy};

            $(#[$annotation])?
            pub(super) fn plain_value(log: &Log) -> usize {
                let _local = Noisy("local", log);
                Noisy("temporary", log).len()
            }

            $(#[$annotation])?
            pub(super) fn only_a_value(log: &Log) -> usize {
                Noisy("temporary", log).len()
            }

            $(#[$annotation])?
            pub(super) fn closure<'a>(parameter: Noisy<'a>, log: &'a Log) -> impl Fn() -> usize {
                let _local = Noisy("local", log);
                assert_ne!(Noisy("temporary", log).len() + parameter.len(), 0);
                || 3
            }

            $(#[$annotation])?
            pub(super) fn owned(parameter: Noisy<'_>, log: &Log) -> usize {
                let _local = Noisy("local", log);
                Noisy("temporary", log).len() + parameter.len()
            }

            $(#[$annotation])?
            #[track_caller]
            pub(super) fn in_place(parameter: Noisy<'_>, log: &Log) -> usize {
                let _local = Noisy("local", log);
                Noisy("temporary", log).len() + parameter.len()
            }

            $(#[$annotation])?
            pub(super) async fn asynchronous(parameter: Noisy<'_>, log: &Log) -> usize {
                let _local = Noisy("local", log);
                Noisy("temporary", log).len() + parameter.len()
            }
        }
    };
}

forms!(without);
forms!(with, #[otel_genai::chain_step(crate = ::otel_genai)]);

macro_rules! all {
    ($forms:ident) => {{
        let log = Log::default();
        $forms::plain_value(&log);
        $forms::only_a_value(&log);
        $forms::closure(Noisy("parameter", &log), &log)();
        $forms::owned(Noisy("parameter", &log), &log);
        $forms::in_place(Noisy("parameter", &log), &log);
        futures::executor::block_on($forms::asynchronous(Noisy("parameter", &log), &log));
        log.into_inner()
    }};
}

#[test]
fn temporaries_of_a_tail_expression_are_dropped_as_in_edition_2021() {
    let plain = all!(without);
    assert_eq!(plain.get(..3), Some(&["asked", "local", "temporary"][..]));
    let capture = capture();
    assert_eq!(capture.run(|| all!(with)), plain);
    assert_eq!(capture.spans().len(), 6);
    assert_conformant(&capture);
}
