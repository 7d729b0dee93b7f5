//! What annotations cost to compile, beside what a user would write instead.
#![allow(
    clippy::print_stdout,
    dead_code,
    reason = "a program that prints a table, of which each part uses a part"
)]

mod build_cost;
mod check_cost;
mod commands;
mod table;

fn main() -> std::io::Result<()> {
    // `cargo test --benches` only asks whether it compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    for rows in [check_cost::rows, build_cost::rows] {
        for row in rows()? {
            println!("{row}");
        }
    }
    Ok(())
}
