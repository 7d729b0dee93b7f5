//! Endpoints that never answer.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use tokio::net::TcpSocket;

/// A port where nobody listens, and that nobody else gets meanwhile.
#[derive(Debug)]
pub struct ClosedPort {
    socket: TcpSocket,
}

impl ClosedPort {
    /// Takes a free port without listening on it.
    ///
    /// # Panics
    ///
    /// If the system has no free port.
    pub fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket
            .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        // Only now, so that nobody shares the port: who takes it after this one need not wait for its connections.
        socket.set_reuseaddr(true).unwrap();
        Self { socket }
    }

    /// Takes a port that a server has just left.
    pub(super) fn at(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(address).unwrap();
        Self { socket }
    }

    /// The URL to give to an exporter.
    ///
    /// # Panics
    ///
    /// If the socket was closed.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.socket.local_addr().unwrap())
    }

    /// Listens, in a runtime.
    pub(super) fn open(self) -> tokio::net::TcpListener {
        self.socket.listen(1024).unwrap()
    }
}

/// A server that takes connections and never says a word.
#[derive(Debug)]
pub struct BlackHole {
    listener: TcpListener,
}

impl BlackHole {
    /// Listens on a free port; the system completes connections that are never accepted.
    ///
    /// # Panics
    ///
    /// If the system has no free port.
    pub fn open() -> Self {
        Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap(),
        }
    }

    /// The URL to give to an exporter.
    ///
    /// # Panics
    ///
    /// If the socket was closed.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}
