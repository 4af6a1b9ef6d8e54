//! The arguments of a command, built only when that command is named.
//!
//! Enters: the arguments' own type. Leaves: the same arguments behind [`clap::Command::defer`], so that a process
//! builds one command's flags and words of help and not those of all sixty; that is a tenth of what a short command
//! costs. Invariant: help, errors, completions and manual pages are those of the type itself; for the two last the
//! whole command line is built at once, see [`whole`].

use std::cell::Cell;

use clap::builder::Resettable;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Subcommand};

/// Arguments, or further commands, of type `T`.
#[derive(Debug)]
pub(super) struct Deferred<T>(Box<T>);

impl<T> Deferred<T> {
    pub(super) fn get(self) -> T {
        *self.0
    }
}

thread_local! {
    static IS_WHOLE: Cell<bool> = const { Cell::new(false) };
}

/// The command that `make` builds with everything in it: clap copies the commands below `help` before it builds what is
/// deferred.
pub(super) fn whole(make: fn() -> Command) -> Command {
    IS_WHOLE.set(true);
    let command = make();
    IS_WHOLE.set(false);
    command
}

fn defer(command: Command, build: fn(Command) -> Command) -> Command {
    match IS_WHOLE.get() {
        true => build(command),
        false => command.defer(build),
    }
}

impl<T: FromArgMatches> FromArgMatches for Deferred<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(|args| Self(Box::new(args)))
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches_mut(matches).map(|args| Self(Box::new(args)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }

    fn update_from_arg_matches_mut(&mut self, matches: &mut ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches_mut(matches)
    }
}

impl<T: Args> Args for Deferred<T> {
    fn augment_args(command: Command) -> Command {
        defer(command, |command| described(command, T::augment_args))
    }

    fn augment_args_for_update(command: Command) -> Command {
        defer(command, |command| {
            described(command, T::augment_args_for_update)
        })
    }
}

impl<T: Subcommand> Subcommand for Deferred<T> {
    fn augment_subcommands(command: Command) -> Command {
        defer(command, |command| {
            described(command, T::augment_subcommands)
        })
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        defer(command, |command| {
            described(command, T::augment_subcommands_for_update)
        })
    }

    fn has_subcommand(name: &str) -> bool {
        T::has_subcommand(name)
    }
}

/// The command with what `build` gives it, under the description and the examples that it had, if it had any: a type's
/// own comment speaks to who reads the source, and one type may serve several commands.
fn described(command: Command, build: fn(Command) -> Command) -> Command {
    let about = command.get_about().cloned();
    let long = command.get_long_about().cloned();
    let examples = command.get_after_help().cloned();
    let mut command = build(command);
    if about.is_some() {
        command = command
            .about(Resettable::from(about))
            .long_about(Resettable::from(long));
    }
    match examples {
        Some(examples) => command.after_help(examples),
        None => command,
    }
}
