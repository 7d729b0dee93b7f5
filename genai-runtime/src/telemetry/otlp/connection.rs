//! Builds the exporters of `opentelemetry-otlp`. Every value is passed explicitly: `opentelemetry-otlp` would take
//! others from the environment, or let cargo features of unrelated crates decide.
//!
//! One value cannot be passed: no compression. Then `OTEL_EXPORTER_OTLP_COMPRESSION` of the process applies, even if
//! the environment was not to be read.

use std::sync::Arc;

use opentelemetry_otlp::{
    Compression as OtlpCompression, ExporterBuildError, LogExporter, MetricExporter, Protocol,
    SpanExporter, WithExportConfig, WithHttpConfig, WithTonicConfig,
};
use opentelemetry_sdk::metrics::Temporality;

use super::http::{self, OtlpClient};
use super::settings::OtlpSettings;
use super::{Compression, OtlpProtocol, grpc};
use crate::telemetry::error::TelemetryError;
use crate::telemetry::export::ledger::Ledger;

/// The arguments for building an exporter, which must happen inside of the background runtime.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Connection<'a> {
    pub(crate) settings: &'a OtlpSettings,
    pub(crate) ledger: &'a Arc<Ledger>,
}

impl Connection<'_> {
    fn http<B: WithExportConfig + WithHttpConfig>(&self, builder: B) -> Result<B, TelemetryError> {
        let client = OtlpClient::new(self.settings, Arc::clone(self.ledger))?;
        let builder = builder
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(self.settings.url.clone())
            .with_timeout(self.settings.timeout)
            .with_http_client(client);
        Ok(match self.settings.compression {
            Some(Compression::Gzip) => builder.with_compression(OtlpCompression::Gzip),
            None => builder,
        })
    }

    fn grpc<B: WithExportConfig + WithTonicConfig>(&self, builder: B) -> Result<B, TelemetryError> {
        let channel = grpc::channel(self.settings)
            .map_err(|error| self.settings.unusable(&http::chain(&error)))?;
        let builder = builder
            .with_protocol(Protocol::Grpc)
            .with_timeout(self.settings.timeout)
            .with_channel(channel)
            .with_interceptor(grpc::metadata(self.settings.headers.clone()));
        Ok(match self.settings.compression {
            Some(Compression::Gzip) => builder.with_compression(OtlpCompression::Gzip),
            None => builder,
        })
    }

    fn refused(&self, error: &ExporterBuildError) -> TelemetryError {
        self.settings.unusable(&error.to_string())
    }
}

pub(crate) fn build_spans(connection: Connection<'_>) -> Result<SpanExporter, TelemetryError> {
    match connection.settings.protocol {
        OtlpProtocol::Grpc => connection
            .grpc(SpanExporter::builder().with_tonic())?
            .build(),
        OtlpProtocol::HttpProtobuf => connection
            .http(SpanExporter::builder().with_http())?
            .build(),
    }
    .map_err(|error| connection.refused(&error))
}

pub(crate) fn build_metrics(
    connection: Connection<'_>,
    temporality: Temporality,
) -> Result<MetricExporter, TelemetryError> {
    let builder = MetricExporter::builder().with_temporality(temporality);
    match connection.settings.protocol {
        OtlpProtocol::Grpc => connection.grpc(builder.with_tonic())?.build(),
        OtlpProtocol::HttpProtobuf => connection.http(builder.with_http())?.build(),
    }
    .map_err(|error| connection.refused(&error))
}

pub(crate) fn build_logs(connection: Connection<'_>) -> Result<LogExporter, TelemetryError> {
    match connection.settings.protocol {
        OtlpProtocol::Grpc => connection
            .grpc(LogExporter::builder().with_tonic())?
            .build(),
        OtlpProtocol::HttpProtobuf => connection.http(LogExporter::builder().with_http())?.build(),
    }
    .map_err(|error| connection.refused(&error))
}
