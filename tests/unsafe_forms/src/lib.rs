//! Empty: the forms are in `tests`.
