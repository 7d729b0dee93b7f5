//! Who implements the traits that ask what is nobody else's: types of this crate, and those that it knows.

use super::{
    Arguments, ByFunction, ByType, Definitions, Infallible, Input, Instructions, OutputBy, Query,
    RecordsBy, Reported, ReportedBy, RequestOf, ResultBy, Unreported, With,
};

/// Who implements [`Ends`](super::Ends).
pub trait Ends<C> {}

impl<T, E> Ends<ByType> for Result<T, E> {}
impl<T, E, F> Ends<ByFunction<F>> for Result<T, E> {}
impl<T> Ends<ByType> for Option<T> {}
impl<T> Ends<Infallible> for T {}

/// Who implements [`Reports`](super::Reports).
pub trait Reports {}

impl Reports for Reported {}
impl<F> Reports for ReportedBy<F> {}
impl Reports for Unreported {}
impl<F> Reports for OutputBy<F> {}
impl<F> Reports for ResultBy<F> {}
impl<F> Reports for RecordsBy<F> {}

/// Who implements [`Says`](super::Says).
pub trait Says {}

impl Says for () {}
impl<S, T> Says for With<S, T> {}
impl<T> Says for Input<T> {}
impl<T> Says for Instructions<T> {}
impl<T> Says for Definitions<T> {}
impl<T> Says for Arguments<T> {}
impl<T> Says for Query<T> {}
impl<T> Says for RequestOf<T> {}
