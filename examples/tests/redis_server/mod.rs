//! A Redis server for one test.

use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The maximum number of ports to try, because another process may bind a port that was free.
const ATTEMPTS: usize = 5;

/// A running server without persistence, which is killed on drop.
pub(crate) struct RedisServer {
    child: Child,
    port: u16,
    /// Kept open, because the server ends if it cannot write its log.
    _stdout: BufReader<ChildStdout>,
}

impl RedisServer {
    /// Starts `redis-server` on a free port of 127.0.0.1. Prints a notice and returns `None` if it is not installed.
    pub(crate) fn start() -> Option<Self> {
        for _ in 0..ATTEMPTS {
            match Self::start_on(free_port()) {
                Ok(Some(server)) => return Some(server),
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    eprintln!("skipped: `redis-server` is not installed");
                    return None;
                }
                Err(error) => panic!("`redis-server` could not be started: {error}"),
            }
        }
        panic!("`redis-server` exited {ATTEMPTS} times before it was ready")
    }

    /// Returns `None` if the server exits before it is ready.
    fn start_on(port: u16) -> io::Result<Option<Self>> {
        let mut child = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
            .args(["--save", "", "--appendonly", "no", "--daemonize", "no"])
            .args(["--dir", env!("CARGO_TARGET_TMPDIR")])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while stdout.read_line(&mut line)? > 0 {
            if line.contains("Ready to accept connections") {
                return Ok(Some(Self {
                    child,
                    port,
                    _stdout: stdout,
                }));
            }
            line.clear();
        }
        child.wait()?;
        Ok(None)
    }

    /// The URL of the server.
    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
