//! The program: parse, run, print once, choose the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    claimlog::cli::main(std::env::args_os())
}
