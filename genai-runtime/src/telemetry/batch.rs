//! Settings of the queues and batches of spans and log records.

use std::time::Duration;

use super::error::TelemetryError;
use super::time_limit::time_limit;

/// How spans or log records are batched; values that are not set keep their default.
///
/// Meanings and defaults are those of `OTEL_BSP_*` (spans) and `OTEL_BLRP_*` (log records) in
/// OpenTelemetry's specification, with one exception: the queue of spans is limited by its memory
/// ([`queue_bytes`](Self::queue_bytes)), not by a number unless [`queue_size`](Self::queue_size) is set. A burst
/// fills the specification's 2048 spans in some milliseconds, and would lose all further ones.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use genai_runtime::telemetry::{BatchSettings, Telemetry};
///
/// let builder = Telemetry::builder()
///     .span_batch(BatchSettings::new().queue_size(8192).delay(Duration::from_secs(1)));
/// # drop(builder);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "settings take effect through a builder"]
pub struct BatchSettings {
    pub(crate) queue_size: Option<usize>,
    pub(crate) queue_bytes: Option<usize>,
    pub(crate) batch_size: Option<usize>,
    pub(crate) delay: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}

impl BatchSettings {
    /// Sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many items the queue holds, up to 1,048,576; items that arrive while it is full are dropped. Default: as
    /// many spans as [`queue_bytes`](Self::queue_bytes) allows, and 2048 log records.
    ///
    /// The memory for that many log records is allocated at once; memory for spans is allocated as they arrive, and
    /// freed when they have been exported.
    pub fn queue_size(mut self, items: usize) -> Self {
        self.queue_size = Some(items);
        self
    }

    /// How many bytes of memory queued spans or log records may take, including captured content of spans; items that
    /// exceed it are dropped. Sizes are estimated to within about 10 %. Default: 192 MiB, which is more than 100,000
    /// model calls without their content. Content of events that is rendered during the export, at most 64 MiB, is not
    /// counted.
    ///
    /// That much memory is used only while items arrive faster than they are exported: in a burst, or while a backend
    /// does not answer. The limit applies to each exporter.
    pub fn queue_bytes(mut self, bytes: usize) -> Self {
        self.queue_bytes = Some(bytes);
        self
    }

    /// The largest number of items in one export, at most the size of the queue. Default: 512.
    ///
    /// Batches are smaller if items are large, because collectors reject requests over 4 MiB, or if several threads
    /// ended the spans.
    pub fn batch_size(mut self, items: usize) -> Self {
        self.batch_size = Some(items);
        self
    }

    /// The longest time that items are queued before an export. Default: 5 seconds for spans, 1 second for log records.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    /// The longest time that one export may take; 0 for no limit. Default: 30 seconds. An exporter's own timeout (of
    /// OTLP 10 seconds by default) applies if it is shorter.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// These settings, completed by those of `base`.
    pub(crate) fn over(self, base: Self) -> Self {
        Self {
            queue_size: self.queue_size.or(base.queue_size),
            queue_bytes: self.queue_bytes.or(base.queue_bytes),
            batch_size: self.batch_size.or(base.batch_size),
            delay: self.delay.or(base.delay),
            timeout: self.timeout.or(base.timeout),
        }
    }

    pub(crate) fn resolve(self, defaults: &Defaults) -> Result<Batch, TelemetryError> {
        let batch = Batch {
            queue_size: self.queue_size.unwrap_or(defaults.queue_size),
            queue_bytes: self.queue_bytes.unwrap_or(Batch::QUEUE_BYTES),
            batch_size: self.batch_size.unwrap_or(Batch::BATCH_SIZE),
            delay: self.delay.unwrap_or(defaults.delay),
            timeout: time_limit(self.timeout.unwrap_or(Batch::TIMEOUT)),
        };
        let items = defaults.items;
        let refuse = |what: &str| {
            Err(TelemetryError::Invalid(format!(
                "the {what} of {items} is 0: expected more than 0"
            )))
        };
        if let Some(size) = self.queue_size.filter(|size| *size > Batch::MAX_QUEUE_SIZE) {
            return Err(TelemetryError::Invalid(format!(
                "the queue size of {items} is {size}: expected at most {}",
                Batch::MAX_QUEUE_SIZE
            )));
        }
        match batch {
            Batch { queue_size: 0, .. } => refuse("queue size"),
            Batch { queue_bytes: 0, .. } => refuse("number of queue bytes"),
            Batch { batch_size: 0, .. } => refuse("batch size"),
            Batch {
                delay: Duration::ZERO,
                ..
            } => refuse("batch delay"),
            _ => Ok(Batch {
                batch_size: batch.batch_size.min(batch.queue_size),
                ..batch
            }),
        }
    }
}

/// Batch settings with every value decided.
#[expect(
    clippy::struct_field_names,
    reason = "`batch_size` is the word of the specification"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) queue_size: usize,
    pub(crate) queue_bytes: usize,
    pub(crate) batch_size: usize,
    pub(crate) delay: Duration,
    pub(crate) timeout: Duration,
}

/// The defaults for one kind of items.
#[derive(Debug)]
pub(crate) struct Defaults {
    pub(crate) items: &'static str,
    pub(crate) queue_size: usize,
    pub(crate) delay: Duration,
}

impl Batch {
    pub(crate) const SPANS: Defaults = Defaults {
        items: "spans",
        queue_size: usize::MAX,
        delay: Duration::from_secs(5),
    };
    pub(crate) const LOGS: Defaults = Defaults {
        items: "log records",
        queue_size: 2048,
        delay: Duration::from_secs(1),
    };
    pub(crate) const QUEUE_BYTES: usize = 192 << 20;
    /// The SDK allocates the whole queue of log records up front, and aborts the process if that fails.
    pub(crate) const MAX_QUEUE_SIZE: usize = 1 << 20;
    pub(crate) const BATCH_SIZE: usize = 512;
    pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_durations_have_limits() {
        for (settings, message) in [
            (
                BatchSettings::new().queue_size(0),
                "the queue size of spans is 0: expected more than 0",
            ),
            (
                BatchSettings::new().queue_size(20_000_000_000),
                "the queue size of spans is 20000000000: expected at most 1048576",
            ),
            (
                BatchSettings::new().queue_bytes(0),
                "the number of queue bytes of spans is 0: expected more than 0",
            ),
            (
                BatchSettings::new().batch_size(0),
                "the batch size of spans is 0: expected more than 0",
            ),
            (
                BatchSettings::new().delay(Duration::ZERO),
                "the batch delay of spans is 0: expected more than 0",
            ),
        ] {
            assert_eq!(
                settings.resolve(&Batch::SPANS).unwrap_err().to_string(),
                message
            );
        }
    }

    #[test]
    fn a_timeout_of_0_means_no_timeout() {
        let long = |timeout| {
            let settings = BatchSettings::new().timeout(timeout);
            settings.resolve(&Batch::SPANS).unwrap().timeout
        };
        let year = Duration::from_secs(365 * 24 * 60 * 60);
        assert_eq!(long(Duration::ZERO), year);
        assert_eq!(long(Duration::MAX), year);
        assert_eq!(long(Duration::from_secs(7)), Duration::from_secs(7));
    }

    #[test]
    fn a_batch_is_not_larger_than_its_queue() {
        let batch = BatchSettings::new()
            .queue_size(10)
            .resolve(&Batch::SPANS)
            .unwrap();
        assert_eq!((batch.queue_size, batch.batch_size), (10, 10));
    }

    #[test]
    fn spans_are_limited_by_their_bytes_and_log_records_by_their_number() {
        let settings = BatchSettings::new().batch_size(10_000);
        let spans = settings.resolve(&Batch::SPANS).unwrap();
        let found = (spans.queue_size, spans.queue_bytes, spans.batch_size);
        assert_eq!(found, (usize::MAX, 192 << 20, 10_000));
        let logs = settings.resolve(&Batch::LOGS).unwrap();
        assert_eq!((logs.queue_size, logs.batch_size), (2048, 2048));
        let base = BatchSettings::new().queue_bytes(1000);
        let spans = settings.over(base).resolve(&Batch::SPANS).unwrap();
        assert_eq!(spans.queue_bytes, 1000);
    }
}
