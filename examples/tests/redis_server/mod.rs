//! A Redis server of one test.

use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};

/// How often a port is tried: another process may take one between its choice and its use.
const ATTEMPTS: usize = 5;

/// A running server that keeps nothing; it ends with the test.
pub(crate) struct RedisServer {
    child: Child,
    port: u16,
    /// Kept open: a server that cannot say anything any more ends.
    _stdout: BufReader<ChildStdout>,
}

impl RedisServer {
    /// Starts `redis-server` on a free port of 127.0.0.1. None, with a notice, where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        for _ in 0..ATTEMPTS {
            match Self::start_on(free_port()) {
                Ok(Some(server)) => return Some(server),
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    eprintln!("skipped: `redis-server` is not installed");
                    return None;
                }
                Err(error) => panic!("`redis-server` does not start: {error}"),
            }
        }
        panic!("`redis-server` ended {ATTEMPTS} times before it was ready")
    }

    /// None if the server ends before it is ready.
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

    /// Where it is reached.
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
