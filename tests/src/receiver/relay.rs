//! A relay to a receiver whose connections can fail.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Relays bytes between clients and a receiver until the process ends.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    /// How often `silence` was called; it applies to the connections that existed before the last call.
    silences: Arc<AtomicUsize>,
}

impl Relay {
    /// Relays to the receiver at `endpoint`.
    ///
    /// # Panics
    ///
    /// Panics if no port is free, or `endpoint` is not that of a receiver.
    pub fn to(endpoint: &str) -> Self {
        Self::start(endpoint, |_| false)
    }

    /// Relays to the receiver at `endpoint`, but resets the first connection during an HTTP/2 request.
    ///
    /// # Panics
    ///
    /// Panics if no port is free, or `endpoint` is not that of a receiver.
    pub fn resetting(endpoint: &str) -> Self {
        let mut is_first = true;
        Self::start(endpoint, move |client| {
            let is_reset = std::mem::replace(&mut is_first, false);
            if is_reset {
                // Closing a socket with unread bytes resets the connection.
                read_to_data(client).unwrap();
            }
            is_reset
        })
    }

    /// Relays connections, except those for which `ends` returns `true`: these are closed.
    fn start(
        endpoint: &str,
        mut ends: impl FnMut(&mut TcpStream) -> bool + Send + 'static,
    ) -> Self {
        let (_, address) = endpoint.split_once("://").unwrap();
        let receiver: SocketAddr = address.parse().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let silences = Arc::new(AtomicUsize::default());
        let shared = Arc::clone(&silences);
        thread::spawn(move || {
            for client in listener.incoming() {
                let mut client = client.unwrap();
                if ends(&mut client) {
                    continue;
                }
                let server = TcpStream::connect(receiver).unwrap();
                let born = shared.load(Ordering::SeqCst);
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let silences = Arc::clone(&shared);
                    thread::spawn(move || {
                        pass_on(from, to, || silences.load(Ordering::SeqCst) != born);
                    });
                }
            }
        });
        Self { address, silences }
    }

    /// The URL for an exporter.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Silences existing connections without closing them; later connections work.
    pub fn silence(&self) {
        self.silences.fetch_add(1, Ordering::SeqCst);
    }
}

/// Copies bytes until the end; either side may disconnect at any time.
fn pass_on(mut from: TcpStream, mut to: TcpStream, is_silent: impl Fn() -> bool) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if !is_silent()
            && to
                .write_all(bytes.get(..count).unwrap_or_default())
                .is_err()
        {
            return;
        }
    }
}

/// Reads what an HTTP/2 client sends before the body of its first request.
fn read_to_data(client: &mut TcpStream) -> io::Result<()> {
    const PREFACE: usize = 24;
    const DATA: u8 = 0;
    client.read_exact(&mut [0; PREFACE])?;
    loop {
        let mut head = [0; 9];
        client.read_exact(&mut head)?;
        let [high, middle, low, kind, ..] = head;
        if kind == DATA {
            return Ok(());
        }
        let length = u32::from_be_bytes([0, high, middle, low]);
        io::copy(&mut client.take(length.into()), &mut io::sink())?;
    }
}
