//! Tests of the log as a whole, against published vectors and against slow, obvious code.

mod canonical;
pub(crate) mod json;
mod naive;
mod proof;
mod tree;
mod vectors;
