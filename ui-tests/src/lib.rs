//! Cases for the compiler: one file per mistake under `cases/MACRO/fail`, with the expected words
//! beside it, and code that must compile under `cases/MACRO/pass`.
//!
//! Under `cases/unchanged*` stand functions of which the compiler and clippy have something to say. They
//! say the same with an annotation; a difference that cannot be helped stands beside the case.
