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
    let script = desk.run(["completions", "bash"]).done().stdout;
    for flags in ["--killed", "--as-of"] {
        assert!(script.contains(flags), "{flags} of a command below another");
    }
    assert!(script.contains("claimlog__subcmd__help__subcmd__add__subcmd__figure"));
    assert!(desk.run(["man"]).done().stdout.contains("claimlog"));
    std::fs::create_dir(desk.path("man1")).unwrap();
    desk.run(["man", "--folder", "man1"]).done();
    let page = std::fs::read_to_string(desk.path("man1/claimlog-report-changes.1")).unwrap();
    assert!(
        page.contains("as\\-of") && page.contains("Each series in order"),
        "{page}"
    );
    desk.run(["completions", "tcsh"])
        .code
        .eq(&2)
        .then_some(())
        .expect("an unknown shell is refused");
}
