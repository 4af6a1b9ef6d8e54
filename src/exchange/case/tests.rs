use super::*;
use crate::exchange::testing::bundled;

const HEAD: &str = "format = 1\n[event]\nhandle = \"e-x\"\ntitle = \"X\"\n";

/// What reading a case says whose description is this, behind [`HEAD`]; the folder has `a.html`.
fn refusal(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.html"), "x").unwrap();
    std::fs::write(folder.path().join(CASE_FILE), text).unwrap();
    let error = Case::read(folder.path()).unwrap_err().to_string();
    let (_, said) = error.split_once("case.toml:").unwrap();
    said.to_owned()
}

fn refused_behind_head(text: &str) -> String {
    refusal(&format!("{HEAD}{text}"))
}

#[test]
fn the_bundled_case_is_read() {
    let case = Case::read(&bundled()).unwrap();
    assert_eq!(case.event.handle.as_str(), "border-clashes-2022");
    assert_eq!((case.sources.len(), case.articles.len()), (20, 11));
    assert_eq!(case.articles[0].copies.len(), 2);
    assert!(case.claims.is_some());
    assert!(case.size() > 10_000);
}

#[test]
fn each_fault_is_named_with_its_line() {
    let cases = [
        ("", "1: the key `format` is missing"),
        ("format = 2\nnew = 1", "1: format 2 is not known"),
        ("format = 1\n", "1: missing field `event`"),
        ("format = \"1\"\n", "1: "),
        ("format = 1\n[event\n", "2: "),
        (
            "format = 1\n[event]\nhandle = \"E\"\ntitle = \"X\"",
            "3: “E” is not a handle",
        ),
        (
            "format = 1\n[event]\nhandle = \"e-x\"\n",
            "2: missing field `title`",
        ),
    ];
    for (text, said) in cases {
        assert!(refusal(text).starts_with(said), "{text}: {}", refusal(text));
    }
    let behind = [
        ("colour = 1\n", "5: unknown field `colour`"),
        ("end = \"2022-13-40\"\n", "5: “2022-13-40” is not a date"),
        ("sides = [\n\"A\",\n\"\",\n]\n", "7: a label is empty"),
        (
            "[[source]]\nhandle = \"s-x\"\nname = \"S\"\nkind = \"sheep\"\n",
            "8: “sheep” is not a kind of source",
        ),
        (
            "[[source]]\nhandle = \"s-x\"\nname = \"S\"\nkind = \"ngo\"\n[[source]]\nhandle = \"s-x\"\nname = \"S\"\nkind = \"ngo\"\n",
            "10: the source “s-x” is on line 6 already",
        ),
        (
            "[[article]]\nkey = \"k\"\nfile = \"a.html\"\nretrieved = \"2022-09-13\"\n",
            "8: “2022-09-13” is not the instant of a capture",
        ),
        (
            "[[article]]\nkey = \"k\"\nfile = \"a.html\"\nurl = \"a.example\"\n",
            "8: “a.example” is not a URL",
        ),
        (
            "[[article]]\nkey = \"k\"\n",
            "6: the article “k” names no `file`",
        ),
        (
            "[[article]]\nkey = \"k\"\nfile = \"a.html\"\nsnapshots = []\n",
            "7: an article has either",
        ),
        (
            "[[article]]\nkey = \"k\"\nsnapshots = []\n",
            "6: the article “k” has no snapshot",
        ),
        (
            "[[article]]\nkey = \"k\"\nfile = \"a.html\"\n[[article]]\nkey = \"k\"\nfile = \"a.html\"\n",
            "9: the article “k” is on line 6 already",
        ),
        (
            "[[article]]\nkey = \"k\"\nfile = \"a.html\"\n[[article]]\nkey = \"l\"\nfile = \"./a.html\"\n",
            "10: the file “./a.html” is named on line 7 already",
        ),
        (
            "[[article]]\nkey = \"a.html\"\nfile = \"a.html\"\n",
            "6: the key “a.html” is the name of a file too",
        ),
    ];
    for (text, said) in behind {
        let found = refused_behind_head(text);
        assert!(found.starts_with(said), "{text}: {found}");
    }
}

#[test]
fn a_file_outside_the_folder_is_refused_by_name() {
    let article =
        |file: &str| refused_behind_head(&format!("[[article]]\nkey = \"k\"\nfile = '{file}'\n"));
    for (file, said) in [
        ("/etc/passwd", "is absolute"),
        ("\\etc\\passwd", "is absolute"),
        ("C:\\page.html", "is absolute"),
        ("../a.html", "with “..”"),
        ("x/../../a.html", "with “..”"),
        ("x/../a.html", "with “..”"),
        ("x\\..\\a.html", "with “..”"),
        ("", "is no path"),
        (".", "is no path"),
        ("b.html", "is not there"),
    ] {
        let found = article(file);
        assert!(
            found.starts_with("7: ") && found.contains(said),
            "{file}: {found}"
        );
        assert!(found.contains(&format!("“{file}”")), "{file}: {found}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused_and_one_within_is_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("secret.html"), "x").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
    };
    link(&elsewhere.path().join("secret.html"), "page.html");
    link(elsewhere.path(), "articles");
    std::fs::write(folder.path().join("real.html"), "x").unwrap();
    link(Path::new("real.html"), "inner.html");
    for (file, is_refused) in [
        ("page.html", true),
        ("articles/secret.html", true),
        ("inner.html", false),
    ] {
        let text = format!("{HEAD}[[article]]\nkey = \"k\"\nfile = \"{file}\"\n");
        std::fs::write(folder.path().join(CASE_FILE), text).unwrap();
        match Case::read(folder.path()) {
            Err(ExchangeError::Outside { named, .. }) => assert!(is_refused && named == file),
            other => assert!(!is_refused && other.is_ok(), "{file}: {other:?}"),
        }
    }
    link(&elsewhere.path().join("secret.html"), CLAIMS_FILE);
    let error = Case::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("leads out of the case"), "{error}");
}

proptest::proptest! {
    #[test]
    fn any_description_is_read_or_refused(text in "[a-z\\[\\]=\"{} .\n#0-9]{0,80}") {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(CASE_FILE), format!("{HEAD}{text}")).unwrap();
        let _ = Case::read(folder.path());
    }
}

#[test]
fn what_is_not_utf_8_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(CASE_FILE), b"format = 1\n# \xC7\n").unwrap();
    let error = Case::read(folder.path()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("case.toml:2: this line is not UTF-8")
    );
}
