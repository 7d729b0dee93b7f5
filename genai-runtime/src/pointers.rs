//! Forwards traits through pointers.

/// Implements a trait for references, boxes and other pointers to implementors. Its methods are written without
/// `&self`.
macro_rules! through_pointers {
    ($name:ident: $($methods:tt)*) => {
        through_pointers!(@ std::sync::Arc<T>: ?Sized, $name: $($methods)*);
        through_pointers!(@ but for arcs, $name: $($methods)*);
    };
    // For traits that are implemented for `Arc<str>` without a copy.
    ($name:ident but for Arc<str>: $($methods:tt)*) => {
        through_pointers!(@ std::sync::Arc<T>: Sized, $name: $($methods)*);
        through_pointers!(@ but for arcs, $name: $($methods)*);
    };
    (@ but for arcs, $name:ident: $($methods:tt)*) => {
        through_pointers!(@ &T: ?Sized, $name: $($methods)*);
        through_pointers!(@ &mut T: ?Sized, $name: $($methods)*);
        through_pointers!(@ Box<T>: ?Sized, $name: $($methods)*);
        through_pointers!(@ std::rc::Rc<T>: ?Sized, $name: $($methods)*);
    };
    (
        @ $pointer:ty: $(?$unsized:ident)? $($sized:ident)?,
        $name:ident: $($method:ident($($sink:ident: $given:ty)?) $(-> $returned:ty)?),*
    ) => {
        impl<T: $name + $(?$unsized)? $($sized)?> $name for $pointer {
            $(
                fn $method(&self $(, $sink: $given)?) $(-> $returned)? {
                    (**self).$method($($sink)?)
                }
            )*
        }
    };
}
