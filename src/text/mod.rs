pub mod fold;
pub mod locate;
pub mod reads;
