mod faults;
mod history;
mod round_trip;
