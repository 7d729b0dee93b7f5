//! Hints what to check while no export succeeds, for errors that do not name the mistake.

/// A hint, and parts of the error messages for which it is given.
pub(crate) type Check = (&'static str, &'static [&'static str]);

/// The hints for one exporter; the first that matches is given.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Advice(&'static [Check]);

impl Advice {
    #[cfg(feature = "otlp")]
    pub(crate) const fn new(checks: &'static [Check]) -> Self {
        Self(checks)
    }

    /// The reasons, followed by the matching hint, if there is one.
    pub(super) fn after(self, reasons: String) -> String {
        let Self(checks) = self;
        let is_for = |(_, words): &&Check| words.iter().any(|words| reasons.contains(words));
        match checks.iter().find(is_for) {
            Some((check, _)) => format!("{reasons} ({check})"),
            None => reasons,
        }
    }
}

#[cfg(test)]
#[cfg(feature = "otlp")]
mod tests {
    use super::super::ledger::Ledger;
    use super::*;
    use crate::telemetry::diagnostics::Diagnostics;
    use crate::telemetry::signal::Signal;

    const CHECKS: &[Check] = &[
        ("is it on?", &["silence"]),
        ("who is it?", &["noise", "echo"]),
    ];

    #[test]
    fn advice_is_given_once_and_only_before_the_first_successful_export() {
        let (sender, notices) = std::sync::mpsc::channel();
        let diagnostics = Diagnostics::to(move |message| sender.send(message.to_owned()).unwrap());
        let ledger = Ledger::new(Signal::Traces, "test".to_owned(), 1, diagnostics);
        let ledger = ledger.advising(Advice::new(CHECKS));
        let fail = |reason: &str| ledger.finish(1, &Err(reason.to_owned()));
        let reported = || ledger.report(None).unwrap().reason;
        fail("an echo of it");
        let notice = notices.recv().unwrap();
        assert_eq!(
            notice,
            "1 span not exported to test: an echo of it (who is it?)"
        );
        fail("noise");
        assert_eq!(reported(), "an echo of it; noise (who is it?)");
        fail("noise and silence");
        assert_eq!(reported(), "noise and silence (is it on?)");
        fail("words");
        assert_eq!(reported(), "words");
        ledger.finish(1, &Ok(()));
        fail("noise");
        assert_eq!(reported(), "noise");
    }
}
