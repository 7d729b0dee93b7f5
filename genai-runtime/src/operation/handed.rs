//! Moves the parameters of a function into its body.

/// Parameters that a closure takes as the function itself would: in the same order and by the same patterns, so that
/// they are dropped in the same order.
#[derive(Debug)]
pub struct Handed<T>(pub T);

macro_rules! handed {
    ($($parameter:ident)*) => {
        #[allow(non_snake_case, reason = "a parameter is called like its type")]
        impl<$($parameter),*> Handed<($($parameter,)*)> {
            /// Calls the body with the parameters.
            pub fn to<R>(self, body: impl FnOnce($($parameter),*) -> R) -> R {
                let ($($parameter,)*) = self.0;
                body($($parameter),*)
            }
        }
    };
}

handed!();
handed!(A);
handed!(A B);
handed!(A B C);
handed!(A B C D);
handed!(A B C D E);
handed!(A B C D E F);
handed!(A B C D E F G);
handed!(A B C D E F G H);
handed!(A B C D E F G H I);
handed!(A B C D E F G H I J);
handed!(A B C D E F G H I J K);
handed!(A B C D E F G H I J K L);
