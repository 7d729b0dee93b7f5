//! Pointers say what that says which they point to.

/// Implements a trait for the pointers to all that implements it. Its methods are written without `&self`.
macro_rules! through_pointers {
    ($name:ident: $($methods:tt)*) => {
        through_pointers!(@ &T, $name: $($methods)*);
        through_pointers!(@ &mut T, $name: $($methods)*);
        through_pointers!(@ Box<T>, $name: $($methods)*);
        through_pointers!(@ std::sync::Arc<T>, $name: $($methods)*);
        through_pointers!(@ std::rc::Rc<T>, $name: $($methods)*);
    };
    (@ $pointer:ty, $name:ident: $($method:ident($($sink:ident: $given:ty)?) $(-> $said:ty)?),*) => {
        impl<T: $name + ?Sized> $name for $pointer {
            $(
                fn $method(&self $(, $sink: $given)?) $(-> $said)? {
                    (**self).$method($($sink)?)
                }
            )*
        }
    };
}
