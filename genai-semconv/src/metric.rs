//! Metrics: name, unit, description and the bucket bounds that the conventions ask for.

/// A histogram of the conventions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Histogram {
    /// Name of the instrument.
    pub name: &'static str,
    /// Unit in UCUM notation.
    pub unit: &'static str,
    /// What is measured.
    pub description: &'static str,
    /// Explicit upper bounds of the buckets, in the metric's unit.
    pub boundaries: &'static [f64],
}

/// Duration of a call to a model.
pub const CLIENT_OPERATION_DURATION: Histogram = Histogram {
    name: "gen_ai.client.operation.duration",
    unit: "s",
    description: "Duration of a GenAI operation as its client saw it.",
    boundaries: &[
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ],
};

/// Tokens that a call to a model used, apart for input and output.
pub const CLIENT_TOKEN_USAGE: Histogram = Histogram {
    name: "gen_ai.client.token.usage",
    unit: "{token}",
    description: "Tokens that a GenAI operation used.",
    boundaries: &[
        1.0,
        4.0,
        16.0,
        64.0,
        256.0,
        1_024.0,
        4_096.0,
        16_384.0,
        65_536.0,
        262_144.0,
        1_048_576.0,
        4_194_304.0,
        16_777_216.0,
        67_108_864.0,
    ],
};
