//! Methods that run closures, futures and streams as operations.

use std::fmt::Display;

use futures_core::Stream;

use super::super::{End, call, call_stream, instrument, instrument_stream};
use super::beneath::{Beneath, beneath};
use super::ends::{conclude, fails};
use super::{BUILT, Classes, Ends, Operation, OperationStream, Reports, Says};
use crate::shield::attach;

impl<K, U, C, S: Says> Operation<K, U, C, S> {
    /// Runs a closure as this operation, which ends when the closure returns. A future or a stream that the closure
    /// returns is not part of the operation: use [`run_async`](Self::run_async) or [`run_stream`](Self::run_stream).
    pub fn run<V>(self, run: impl FnOnce() -> V) -> V
    where
        V: Ends<C>,
        U: Reports<V, V::Value>,
    {
        let Self {
            facts,
            usage,
            classes,
            said,
            ..
        } = self;
        let parent = facts.origin.parent.clone();
        call(
            &BUILT,
            |start| {
                facts.begin(&said, start);
                start.enter();
                let _attached = beneath(start, parent.as_ref()).and_then(attach);
                run()
            },
            |value, end| conclude(value, &usage, &classes, end),
        )
    }

    /// Runs a future as this operation, which starts at the first poll.
    pub fn run_async<Fut>(self, future: Fut) -> impl Future<Output = Fut::Output>
    where
        Fut: Future<Output: Ends<C>>,
        U: Reports<Fut::Output, <Fut::Output as Ends<C>>::Value>,
    {
        let Self {
            facts,
            usage,
            classes,
            said,
            ..
        } = self;
        let parent = facts.origin.parent.clone();
        instrument(
            &BUILT,
            move |start| {
                facts.begin(&said, start);
                Beneath::of(beneath(start, parent.as_ref()).cloned(), future)
            },
            move |value, end: &mut End<'_>| conclude(value, &usage, &classes, end),
        )
    }

    /// Makes a stream and follows it to its end. The operation starts now. Its context is current while the closure
    /// runs and while the stream is polled or dropped, never while the stream's consumer runs.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::StreamExt;
    /// use genai_runtime::{Operation, Usage};
    ///
    /// let call = Operation::llm("openai").model("gpt-4o-mini").infallible();
    /// let tokens = call.run_stream(|| futures::stream::iter([Usage::new().output(1), Usage::new().output(2)]));
    /// # futures::executor::block_on(tokens.count());
    /// ```
    pub fn run_stream<T>(mut self, stream: impl FnOnce() -> T) -> OperationStream<T, U, C>
    where
        T: Stream<Item: Ends<C>>,
        U: Reports<T::Item, <T::Item as Ends<C>>::Value>,
    {
        self.facts.callsite.stream = Some(U::IS_EXPECTED);
        let Self {
            facts,
            usage,
            classes,
            said,
            ..
        } = self;
        let parent = facts.origin.parent.clone();
        call_stream(
            &BUILT,
            |start| {
                facts.begin(&said, start);
                start.enter();
                let _attached = beneath(start, parent.as_ref()).and_then(attach);
                stream()
            },
            |stream, following| {
                OperationStream::new(following, stream, parent.clone(), (usage, classes))
            },
        )
    }

    /// Runs a future that returns a stream, and follows the stream to its end. If the operation is
    /// [`infallible`](Self::infallible), every item is a success, but an error instead of a stream is not.
    ///
    /// # Errors
    ///
    /// The error that the future returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io;
    ///
    /// use futures::{Stream, StreamExt};
    /// use genai_runtime::{Operation, Usage};
    ///
    /// type Chunk = Result<Usage, io::Error>;
    ///
    /// async fn post() -> Result<impl Stream<Item = Chunk>, io::Error> {
    ///     Ok(futures::stream::iter([Ok(Usage::new().output(1))]))
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// let call = Operation::llm("openai").model("gpt-4o-mini");
    /// let tokens = call.run_async_stream(post()).await?;
    /// assert_eq!(tokens.count().await, 1);
    /// # Ok::<_, io::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn run_async_stream<Fut, T, E>(
        mut self,
        future: Fut,
    ) -> impl Future<Output = Result<OperationStream<T, U, C>, E>>
    where
        Fut: Future<Output = Result<T, E>>,
        T: Stream<Item: Ends<C>>,
        E: Display,
        U: Reports<T::Item, <T::Item as Ends<C>>::Value>,
        C: Classes<E>,
    {
        self.facts.callsite.stream = Some(U::IS_EXPECTED);
        let Self {
            facts,
            usage,
            classes,
            said,
            ..
        } = self;
        let parent = facts.origin.parent.clone();
        let of_stream = parent.clone();
        instrument_stream(
            &BUILT,
            move |start| {
                facts.begin(&said, start);
                Beneath::of(beneath(start, parent.as_ref()).cloned(), future)
            },
            move |result: Result<T, E>, following| {
                let following = following.after(&result, |result, end| {
                    if let Err(error) = result {
                        fails(error, &classes, end);
                    }
                });
                result.map(|stream| {
                    OperationStream::new(following, stream, of_stream, (usage, classes))
                })
            },
        )
    }
}
