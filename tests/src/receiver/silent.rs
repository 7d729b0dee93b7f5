//! Endpoints that never answer.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use tokio::net::TcpSocket;

/// A port that is reserved, but refuses connections.
#[derive(Debug)]
pub struct ClosedPort {
    socket: TcpSocket,
}

impl ClosedPort {
    /// Reserves a free port without listening on it.
    ///
    /// # Panics
    ///
    /// Panics if no port is free.
    pub fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket
            .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        // Set after binding, so that the port is not shared, but can be bound again at once.
        socket.set_reuseaddr(true).unwrap();
        Self { socket }
    }

    /// Reserves a port that a server has just released.
    pub(super) fn at(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(address).unwrap();
        Self { socket }
    }

    /// The URL for an exporter.
    ///
    /// # Panics
    ///
    /// Panics if the socket was closed.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.socket.local_addr().unwrap())
    }

    /// Starts to listen; must be called in a runtime.
    pub(super) fn open(self) -> tokio::net::TcpListener {
        self.socket.listen(1024).unwrap()
    }
}

/// A server that accepts connections and never answers.
#[derive(Debug)]
pub struct BlackHole {
    listener: TcpListener,
}

impl BlackHole {
    /// Listens on a free port; the operating system completes connections that are never accepted.
    ///
    /// # Panics
    ///
    /// Panics if no port is free.
    pub fn open() -> Self {
        Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap(),
        }
    }

    /// The URL for an exporter.
    ///
    /// # Panics
    ///
    /// Panics if the socket was closed.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }
}
