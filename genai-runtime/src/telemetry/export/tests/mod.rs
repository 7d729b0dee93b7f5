mod bench;
mod flushing;
mod supervisor;
