//! Cases for the compiler: one file per mistake under `cases/MACRO/fail`, with the expected words
//! beside it, and code that must compile under `cases/MACRO/pass`.
