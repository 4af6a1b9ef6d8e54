//! The commands as people run them: stdout, stderr and exit code together.

mod common;

mod accusations;
mod amending;
mod assess;
mod certainty;
mod changes;
mod chart;
mod claims;
mod comparing;
mod corrections;
mod database;
mod describe;
mod doubts;
mod event;
mod exchange;
mod generate;
mod ingest;
mod interrupted;
mod looking;
mod pair;
mod periods;
mod propose;
mod report;
mod review;
mod review_days;
mod said_then;
mod shown;
mod sources;
mod summary;
mod totals;
mod wrong_values;
