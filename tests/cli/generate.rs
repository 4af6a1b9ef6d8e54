//! `completions` and `man`.

use crate::common::Desk;

#[test]
fn completions_and_pages_name_every_command() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.run(["completions", shell]).done().stdout;
        assert!(
            script.contains("retract") && script.contains("ingest"),
            "{shell}"
        );
    }
    assert!(desk.run(["man"]).done().stdout.contains("claimlog"));
    std::fs::create_dir(desk.path("man1")).unwrap();
    desk.run(["man", "--folder", "man1"]).done();
    assert!(desk.path("man1/claimlog-report-changes.1").exists());
    desk.run(["completions", "tcsh"])
        .code
        .eq(&2)
        .then_some(())
        .expect("an unknown shell is refused");
}
