//! The program: parse, run, print once, choose the exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A report makes some ten small texts of each figure: they come from large pages here, and two readers of a file do not
/// wait for one another's.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    claimlog::cli::main(std::env::args_os())
}
