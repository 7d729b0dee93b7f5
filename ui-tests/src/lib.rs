//! Cases for the compiler: one file per mistake under `cases/MACRO/fail`, next to its expected messages, and code that
//! must compile under `cases/MACRO/pass`.
//!
//! Under `cases/unchanged*` are functions that the compiler or clippy reports. The messages are the same with an
//! annotation; an unavoidable difference is recorded next to the case.
