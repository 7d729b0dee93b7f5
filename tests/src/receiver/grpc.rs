//! OTLP over gRPC: the three services of `opentelemetry-proto`.

use std::sync::Arc;

use http::HeaderMap;
use opentelemetry_proto::tonic::collector::logs::v1::logs_service_server::{
    LogsService, LogsServiceServer,
};
use opentelemetry_proto::tonic::collector::logs::v1::{
    ExportLogsServiceRequest, ExportLogsServiceResponse,
};
use opentelemetry_proto::tonic::collector::metrics::v1::metrics_service_server::{
    MetricsService, MetricsServiceServer,
};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsServiceRequest, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tonic::codec::CompressionEncoding;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Server, ServerTlsConfig};
use tonic::{Request, Response, Status};

use super::inbox::{Inbox, Payload, Received};

#[derive(Clone)]
struct Services(Arc<Inbox>);

impl Services {
    fn keep(&self, path: &str, headers: HeaderMap, payload: Payload) {
        self.0.put(Received {
            path: path.to_owned(),
            headers,
            payload,
        });
    }
}

#[tonic::async_trait]
impl TraceService for Services {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let (metadata, _, body) = request.into_parts();
        self.keep("traces", metadata.into_headers(), Payload::Traces(body));
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

#[tonic::async_trait]
impl MetricsService for Services {
    async fn export(
        &self,
        request: Request<ExportMetricsServiceRequest>,
    ) -> Result<Response<ExportMetricsServiceResponse>, Status> {
        let (metadata, _, body) = request.into_parts();
        self.keep("metrics", metadata.into_headers(), Payload::Metrics(body));
        Ok(Response::new(ExportMetricsServiceResponse::default()))
    }
}

#[tonic::async_trait]
impl LogsService for Services {
    async fn export(
        &self,
        request: Request<ExportLogsServiceRequest>,
    ) -> Result<Response<ExportLogsServiceResponse>, Status> {
        let (metadata, _, body) = request.into_parts();
        self.keep("logs", metadata.into_headers(), Payload::Logs(body));
        Ok(Response::new(ExportLogsServiceResponse::default()))
    }
}

pub(super) async fn serve(
    listener: TcpListener,
    inbox: Arc<Inbox>,
    stop: oneshot::Receiver<()>,
    tls: Option<ServerTlsConfig>,
) {
    let services = Services(inbox);
    let gzip = CompressionEncoding::Gzip;
    let mut server = Server::builder();
    if let Some(tls) = tls {
        server = server.tls_config(tls).unwrap();
    }
    let serving = server
        .add_service(TraceServiceServer::new(services.clone()).accept_compressed(gzip))
        .add_service(MetricsServiceServer::new(services.clone()).accept_compressed(gzip))
        .add_service(LogsServiceServer::new(services).accept_compressed(gzip))
        .serve_with_incoming(TcpIncoming::from(listener));
    // Connections of exporters end with the runtime; a graceful shutdown would wait for them.
    tokio::select! {
        result = serving => result.unwrap(),
        _ = stop => {}
    }
}
