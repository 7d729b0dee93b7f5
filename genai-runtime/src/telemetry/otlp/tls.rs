//! Certificates for both transports, read and checked once.

use std::fmt;
use std::path::Path;

/// CA certificates and the client's identity, in PEM.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Tls {
    pub(crate) ca: Option<Vec<u8>>,
    pub(crate) identity: Option<Identity>,
}

/// A client certificate with its private key, in PEM.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: Vec<u8>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tls")
            .field("ca", &self.ca.is_some())
            .field("identity", &self.identity.is_some())
            .finish()
    }
}

impl Tls {
    /// These settings for HTTP. Without encryption, the client must work on a system without CA certificates.
    pub(crate) fn http_client(
        &self,
        encrypted: bool,
    ) -> Result<reqwest::ClientBuilder, reqwest::Error> {
        let mut builder = client_builder();
        if let Some(ca) = &self.ca {
            builder = builder.tls_certs_only(reqwest::Certificate::from_pem_bundle(ca)?);
        } else if !encrypted {
            builder = builder.tls_certs_only([]);
        }
        if let Some(identity) = &self.identity {
            let mut pem = identity.key.clone();
            pem.push(b'\n');
            pem.extend_from_slice(&identity.certificate);
            builder = builder.identity(reqwest::Identity::from_pem(&pem)?);
        }
        Ok(builder)
    }

    /// These settings for gRPC.
    pub(crate) fn grpc(&self) -> tonic::transport::ClientTlsConfig {
        use tonic::transport::{Certificate, ClientTlsConfig, Identity as TonicIdentity};
        let config = ClientTlsConfig::new();
        let config = match &self.ca {
            Some(ca) => config.ca_certificate(Certificate::from_pem(ca)),
            None => config.with_enabled_roots(),
        };
        match &self.identity {
            Some(identity) => config.identity(TonicIdentity::from_pem(
                &identity.certificate,
                &identity.key,
            )),
            None => config,
        }
    }
}

/// A builder with rustls, whatever features other crates enable in reqwest: [`Identity`] is in its format.
fn client_builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder().tls_backend_rustls()
}

/// Reads a PEM file with certificates to trust.
pub(crate) fn read_ca(path: &Path) -> Result<Vec<u8>, String> {
    let pem = read(path)?;
    let certificates = reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default();
    let usable = !certificates.is_empty()
        && client_builder()
            .tls_certs_only(certificates)
            .build()
            .is_ok();
    if usable {
        Ok(pem)
    } else {
        Err("it has no certificate in PEM format".to_owned())
    }
}

/// Reads the PEM files of a client certificate and its key.
pub(crate) fn read_identity(certificate: &Path, key: &Path) -> Result<Identity, String> {
    let identity = Identity {
        certificate: read(certificate)?,
        key: read(key)?,
    };
    let tls = Tls {
        ca: None,
        identity: Some(identity.clone()),
    };
    let usable = tls
        .http_client(false)
        .and_then(reqwest::ClientBuilder::build)
        .is_ok();
    if usable {
        Ok(identity)
    } else {
        Err("they have no certificate with its private key in PEM format".to_owned())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| error.to_string())
}
