//! Supertraits that seal the traits of this module.

use super::{
    Arguments, ByFunction, ByType, Definitions, Infallible, Input, Instructions, OutputBy, Query,
    RecordsBy, Reported, ReportedBy, RequestOf, ResultBy, Unreported, With,
};

/// Seals [`Ends`](super::Ends).
pub trait Ending<C> {}

impl<T, E> Ending<ByType> for Result<T, E> {}
impl<T, E, F> Ending<ByFunction<F>> for Result<T, E> {}
impl<T> Ending<ByType> for Option<T> {}
impl<T> Ending<Infallible> for T {}

/// Seals [`Reports`](super::Reports).
pub trait Reporting {}

impl Reporting for Reported {}
impl<F> Reporting for ReportedBy<F> {}
impl Reporting for Unreported {}
impl<F> Reporting for OutputBy<F> {}
impl<F> Reporting for ResultBy<F> {}
impl<F> Reporting for RecordsBy<F> {}

/// Seals [`Says`](super::Says).
pub trait Saying {}

impl Saying for () {}
impl<S, T> Saying for With<S, T> {}
impl<T> Saying for Input<T> {}
impl<T> Saying for Instructions<T> {}
impl<T> Saying for Definitions<T> {}
impl<T> Saying for Arguments<T> {}
impl<T> Saying for Query<T> {}
impl<T> Saying for RequestOf<T> {}
