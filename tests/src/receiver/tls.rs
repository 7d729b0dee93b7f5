//! Certificates of a private CA, and a TLS listener.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;
use tonic::transport::{Certificate, Identity, ServerTlsConfig};

use crate::directory::TemporaryDirectory;

/// The ALPN identifier of HTTP/2.
const HTTP_2: &[u8] = b"h2";

/// A CA, a server and a client certificate that it signed, as PEM files until dropped.
#[derive(Debug)]
pub struct Certificates {
    directory: TemporaryDirectory,
    ca: String,
    server: (String, String),
}

impl Certificates {
    /// Generates keys and certificates; the server's is for 127.0.0.1.
    ///
    /// # Panics
    ///
    /// Panics if the files cannot be written.
    pub fn generate() -> Self {
        let ca_key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = params.self_signed(&ca_key).unwrap().pem();
        let issuer = Issuer::new(params, ca_key);
        let leaf = |name: &str| {
            let key = KeyPair::generate().unwrap();
            let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
            (
                params.signed_by(&key, &issuer).unwrap().pem(),
                key.serialize_pem(),
            )
        };
        let (server, client) = (leaf("127.0.0.1"), leaf("client"));
        let certificates = Self {
            directory: TemporaryDirectory::create(),
            ca,
            server,
        };
        fs::write(certificates.ca(), &certificates.ca).unwrap();
        fs::write(certificates.client(), &client.0).unwrap();
        fs::write(certificates.client_key(), &client.1).unwrap();
        certificates
    }

    /// The path of the CA's certificate.
    pub fn ca(&self) -> PathBuf {
        self.file("ca.pem")
    }

    /// The path of the client's certificate.
    pub fn client(&self) -> PathBuf {
        self.file("client.pem")
    }

    /// The path of the client's private key.
    pub fn client_key(&self) -> PathBuf {
        self.file("client-key.pem")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(super) fn tonic_server(&self) -> ServerTlsConfig {
        ServerTlsConfig::new()
            .identity(Identity::from_pem(&self.server.0, &self.server.1))
            .client_ca_root(Certificate::from_pem(&self.ca))
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        let der = |pem: &str| CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(der(&self.ca)).unwrap();
        let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
            .build()
            .unwrap();
        let key = PrivateKeyDer::from_pem_slice(self.server.1.as_bytes()).unwrap();
        let mut config = ServerConfig::builder()
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![der(&self.server.0)], key)
            .unwrap();
        config.alpn_protocols = vec![HTTP_2.to_vec(), b"http/1.1".to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }
}

pub(super) struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl TlsListener {
    pub(super) fn new(listener: TcpListener, acceptor: TlsAcceptor) -> Self {
        Self { listener, acceptor }
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.listener.accept().await else {
                continue;
            };
            // A rejected client may be followed by a valid one. Clients that prefer HTTP/2 are rejected as well: only
            // gRPC is supposed to.
            let Ok(stream) = self.acceptor.accept(stream).await else {
                continue;
            };
            if stream.get_ref().1.alpn_protocol() != Some(HTTP_2) {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}
