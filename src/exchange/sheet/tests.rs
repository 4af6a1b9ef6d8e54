mod faults;
mod history;
mod ratings;
mod round_trip;
