use crate::model::Figure;
#[derive(PartialEq, Eq)]
pub enum Reads {
    Read,
    Unread,
    NothingToRead,
}
pub fn stands_in(_figure: &Figure, _quote: &str) -> Reads {
    Reads::Read
}
pub fn numbers_for_people(_quote: &str) -> Vec<u64> {
    Vec::new()
}
