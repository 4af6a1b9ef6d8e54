//! The commands as people run them: stdout, stderr and exit code together.

mod common;

mod assess;
mod claims;
mod database;
mod describe;
mod exchange;
mod generate;
mod ingest;
mod interrupted;
mod looking;
mod propose;
mod report;
mod review;
mod wrong_values;
