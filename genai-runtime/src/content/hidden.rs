//! Keeps content out of `Debug` output, and thus out of logs.

/// Implements `Debug` with the name of the type only.
macro_rules! hides_content {
    ($($name:ident $(<$lifetime:lifetime>)?),* $(,)?) => {$(
        impl $(<$lifetime>)? std::fmt::Debug for $name $(<$lifetime>)? {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

pub(crate) use hides_content;
