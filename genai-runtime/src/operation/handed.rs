//! A function's parameters on their way into its body.

/// Parameters that a closure takes as the function itself would: in the same order, under the same patterns.
#[derive(Debug)]
pub struct Handed<T>(pub T);

macro_rules! handed {
    ($($parameter:ident)*) => {
        #[allow(non_snake_case, reason = "a parameter is called like its type")]
        impl<$($parameter),*> Handed<($($parameter,)*)> {
            /// Hands them to the body.
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
