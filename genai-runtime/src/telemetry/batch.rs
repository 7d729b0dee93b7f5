//! How spans and log records wait for their export.

use std::time::Duration;

use super::error::TelemetryError;

/// How spans or log records are gathered into batches; what is not set keeps its default.
///
/// Meanings and defaults are those of `OTEL_BSP_*` (spans) and `OTEL_BLRP_*` (log records) in
/// OpenTelemetry's specification.
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
pub struct BatchSettings {
    pub(crate) queue_size: Option<usize>,
    pub(crate) batch_size: Option<usize>,
    pub(crate) delay: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}

impl BatchSettings {
    /// Nothing set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many items may wait, up to 1048576; what comes while the queue is full is lost. Default: 2048.
    ///
    /// The memory for that many items is taken at once.
    pub fn queue_size(mut self, items: usize) -> Self {
        self.queue_size = Some(items);
        self
    }

    /// How many items one export carries at most; not more than the queue holds. Default: 512.
    pub fn batch_size(mut self, items: usize) -> Self {
        self.batch_size = Some(items);
        self
    }

    /// How long items wait before they are exported. Default: 5 seconds for spans, 1 second for log records.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    /// How long one export may take. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// These settings where they are set, else those of `base`.
    pub(crate) fn over(self, base: Self) -> Self {
        Self {
            queue_size: self.queue_size.or(base.queue_size),
            batch_size: self.batch_size.or(base.batch_size),
            delay: self.delay.or(base.delay),
            timeout: self.timeout.or(base.timeout),
        }
    }

    pub(crate) fn resolve(self, items: &str, delay: Duration) -> Result<Batch, TelemetryError> {
        let batch = Batch {
            queue_size: self.queue_size.unwrap_or(Batch::QUEUE_SIZE),
            batch_size: self.batch_size.unwrap_or(Batch::BATCH_SIZE),
            delay: self.delay.unwrap_or(delay),
            timeout: self.timeout.unwrap_or(Batch::TIMEOUT),
        };
        let refuse = |what: &str| {
            Err(TelemetryError::Invalid(format!(
                "the {what} of {items} is 0: expected more"
            )))
        };
        if batch.queue_size > Batch::MAX_QUEUE_SIZE {
            return Err(TelemetryError::Invalid(format!(
                "the queue size of {items} is {}: expected no more than {}",
                batch.queue_size,
                Batch::MAX_QUEUE_SIZE
            )));
        }
        match batch {
            Batch { queue_size: 0, .. } => refuse("queue size"),
            Batch { batch_size: 0, .. } => refuse("batch size"),
            Batch {
                delay: Duration::ZERO,
                ..
            } => refuse("batch delay"),
            Batch {
                timeout: Duration::ZERO,
                ..
            } => refuse("export timeout"),
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
    pub(crate) batch_size: usize,
    pub(crate) delay: Duration,
    pub(crate) timeout: Duration,
}

impl Batch {
    pub(crate) const QUEUE_SIZE: usize = 2048;
    /// The SDK allocates the whole queue, and aborts where that fails.
    pub(crate) const MAX_QUEUE_SIZE: usize = 1 << 20;
    pub(crate) const BATCH_SIZE: usize = 512;
    pub(crate) const SPAN_DELAY: Duration = Duration::from_secs(5);
    pub(crate) const LOG_DELAY: Duration = Duration::from_secs(1);
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
                "the queue size of spans is 0: expected more",
            ),
            (
                BatchSettings::new().queue_size(20_000_000_000),
                "the queue size of spans is 20000000000: expected no more than 1048576",
            ),
            (
                BatchSettings::new().batch_size(0),
                "the batch size of spans is 0: expected more",
            ),
            (
                BatchSettings::new().delay(Duration::ZERO),
                "the batch delay of spans is 0: expected more",
            ),
            (
                BatchSettings::new().timeout(Duration::ZERO),
                "the export timeout of spans is 0: expected more",
            ),
        ] {
            assert_eq!(
                settings
                    .resolve("spans", Batch::SPAN_DELAY)
                    .unwrap_err()
                    .to_string(),
                message
            );
        }
    }

    #[test]
    fn a_batch_is_not_larger_than_its_queue() {
        let batch = BatchSettings::new()
            .queue_size(10)
            .resolve("spans", Batch::SPAN_DELAY)
            .unwrap();
        assert_eq!((batch.queue_size, batch.batch_size), (10, 10));
    }
}
