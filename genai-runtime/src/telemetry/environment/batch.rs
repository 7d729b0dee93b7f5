//! `OTEL_BSP_*` and `OTEL_BLRP_*`.

use super::Variables;
use crate::telemetry::batch::{Batch, BatchSettings, Defaults};

pub(super) fn spans(variables: &Variables<'_>) -> BatchSettings {
    settings(variables, "OTEL_BSP", &Batch::SPANS)
}

pub(super) fn logs(variables: &Variables<'_>) -> BatchSettings {
    settings(variables, "OTEL_BLRP", &Batch::LOGS)
}

fn settings(variables: &Variables<'_>, prefix: &str, defaults: &Defaults) -> BatchSettings {
    let instead = match defaults.queue_size {
        usize::MAX => format!("as many as {} MiB hold", Batch::QUEUE_BYTES >> 20),
        size => size.to_string(),
    };
    let queue_size = variables.parsed(
        &format!("{prefix}_MAX_QUEUE_SIZE"),
        &format!("a whole number from 1 to {}", Batch::MAX_QUEUE_SIZE),
        instead,
        |text| {
            text.parse()
                .ok()
                .filter(|size| (1..=Batch::MAX_QUEUE_SIZE).contains(size))
        },
    );
    let queue = queue_size.unwrap_or(defaults.queue_size);
    let name = format!("{prefix}_MAX_EXPORT_BATCH_SIZE");
    let batch_size = variables
        .count(&name, Batch::BATCH_SIZE.min(queue))
        .map(|size| {
            if size > queue {
                variables.refuse(
                    &name,
                    &size.to_string(),
                    "no more than the queue holds",
                    queue,
                );
            }
            size.min(queue)
        });
    BatchSettings {
        queue_size,
        queue_bytes: None,
        batch_size,
        delay: variables.milliseconds(&format!("{prefix}_SCHEDULE_DELAY"), defaults.delay),
        timeout: variables.timeout(&format!("{prefix}_EXPORT_TIMEOUT"), Batch::TIMEOUT),
    }
}
