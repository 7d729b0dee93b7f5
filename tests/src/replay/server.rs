//! A server that answers every request with the next recorded response.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures::channel::oneshot;
use futures::stream;
use tokio::net::TcpListener;

use super::Interaction;

/// How a response body is split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pieces {
    /// In one piece, with a `content-length`.
    #[default]
    Whole,
    /// In chunks of so many bytes, which may cut events and characters.
    Of(NonZeroUsize),
}

/// A request that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// HTTP method.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// Body.
    pub body: Bytes,
}

/// Replays recorded responses on a free port of 127.0.0.1, from a thread of its own, until dropped.
///
/// Responses are sent in the order of the interactions, whatever the requests are. Status, content type and body are
/// the recorded ones; excess requests get status 410, which no client retries.
///
/// # Examples
///
/// ```
/// use genai_tests::replay::{Pieces, ReplayServer};
///
/// # fn main() -> std::io::Result<()> {
/// let server = ReplayServer::start(Vec::new(), Pieces::Whole)?;
/// assert!(server.origin().starts_with("http://127.0.0.1:"));
/// assert!(server.requests().is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ReplayServer {
    address: SocketAddr,
    replay: Arc<Replay>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Replay {
    pieces: Pieces,
    script: Mutex<Script>,
}

#[derive(Debug)]
struct Script {
    responses: VecDeque<Interaction>,
    requests: Vec<ReceivedRequest>,
}

impl ReplayServer {
    /// Starts a server that replays the interactions once, in order.
    ///
    /// # Errors
    ///
    /// Fails if no port can be bound or no runtime can be built.
    pub fn start(
        interactions: impl IntoIterator<Item = Interaction>,
        pieces: Pieces,
    ) -> io::Result<Self> {
        let replay = Arc::new(Replay {
            pieces,
            script: Mutex::new(Script {
                responses: interactions.into_iter().collect(),
                requests: Vec::new(),
            }),
        });
        let router = Router::new().fallback(play).with_state(Arc::clone(&replay));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = {
            let _entered = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("replay-server".to_owned())
            .spawn(move || runtime.block_on(serve(listener, router, stopped)))?;
        Ok(Self {
            address,
            replay,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:<port>`, without a path.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, in the order of their arrival.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.replay.script().requests.clone()
    }

    /// How many interactions have not been replayed yet.
    pub fn remaining(&self) -> usize {
        self.replay.script().responses.len()
    }
}

impl Drop for ReplayServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has already failed the test, which missed a response.
            let _ = thread.join();
        }
    }
}

/// Serves until told to stop, without a graceful shutdown, so that an idle client cannot block the test.
async fn serve(listener: TcpListener, router: Router, stopped: oneshot::Receiver<()>) {
    let server = std::pin::pin!(axum::serve(listener, router).into_future());
    futures::future::select(server, stopped).await;
}

async fn play(
    State(replay): State<Arc<Replay>>,
    method: Method,
    uri: Uri,
    body: Bytes,
) -> Response {
    let path = uri.path_and_query().map(ToString::to_string);
    let request = ReceivedRequest {
        method: method.to_string(),
        path: path.unwrap_or_default(),
        body,
    };
    match replay.next(request) {
        Some(interaction) => respond(interaction, replay.pieces),
        None => (StatusCode::GONE, "every recorded response has been played").into_response(),
    }
}

impl Replay {
    fn next(&self, request: ReceivedRequest) -> Option<Interaction> {
        let mut script = self.script();
        script.requests.push(request);
        script.responses.pop_front()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn respond(interaction: Interaction, pieces: Pieces) -> Response {
    let Ok(status) = StatusCode::from_u16(interaction.status) else {
        return unplayable(format!("`{}` is no HTTP status", interaction.status));
    };
    let Ok(content_type) = HeaderValue::from_str(&interaction.content_type) else {
        return unplayable(format!("`{}` is no header value", interaction.content_type));
    };
    let body = Bytes::from(interaction.response_body);
    let body = match pieces {
        Pieces::Whole => Body::from(body),
        Pieces::Of(size) => Body::from_stream(stream::iter(cut(&body, size))),
    };
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

fn cut(body: &Bytes, size: NonZeroUsize) -> Vec<Result<Bytes, Infallible>> {
    body.chunks(size.get())
        .map(|piece| Ok(body.slice_ref(piece)))
        .collect()
}

fn unplayable(reason: String) -> Response {
    (StatusCode::GONE, reason).into_response()
}
