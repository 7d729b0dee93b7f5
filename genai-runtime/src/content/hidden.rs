//! What holds content shows none of it where it is printed: nobody has asked for it in a log.

/// Prints types by their names alone.
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
