//! Nothing: the forms are in `tests`.
