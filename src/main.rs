//! The program: parse, run, print once, choose the exit code.
fn main() {}
