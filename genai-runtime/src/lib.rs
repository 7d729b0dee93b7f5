//! genai-runtime

pub use opentelemetry;
pub use signals::events::{clear_logger_provider, set_logger_provider};

mod signals;
#[cfg(feature = "sdk")]
pub mod telemetry;

#[cfg(feature = "sdk")]
pub use telemetry::{Telemetry, TelemetryGuard};
