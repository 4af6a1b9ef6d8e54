//! Databases and pages to measure on, the same at every run.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use claimlog::model::{Cause, ClaimId};
use claimlog::record::spec::ClaimSpec;
use claimlog::record::{Desk, Salts, Why};
use claimlog::store::Store as _;
use claimlog::store::sqlite::{Access, SqliteStore};

fn run(folder: &Path, program: &Path, args: &[&str]) {
    let output = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("CLAIMLOG_AUTHOR", "bench")
        .output();
    let output = output.expect("claimlog starts");
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// An event, a source, an article with its copy.
pub fn small(folder: &Path, program: &Path) {
    fs::write(
        folder.join("a.txt"),
        "Toll\n\nThe ministry said that 50 servicemen had died.\n",
    )
    .expect("a page");
    run(folder, program, &["init"]);
    run(
        folder,
        program,
        &["event", "add", "clashes", "--title", "Clashes"],
    );
    run(
        folder,
        program,
        &[
            "source",
            "add",
            "ministry",
            "--name",
            "Ministry of Defence",
            "--kind",
            "official",
        ],
    );
    run(folder, program, &["ingest", "a.txt"]);
}

/// `claims` claims of 100 events, ten claimants each, with quotes of 185 bytes.
pub fn large(folder: &Path, program: &Path, claims: usize) {
    let mut sheet = String::from(
        "claim,event,kind,claimant,measure,low,best,high,qualifier,wording,victims,victim_side,victim_status,aggregation,\
         stated_on,article,publisher,published_at,quote\n",
    );
    for number in 0..claims {
        let (event, claimant) = (number % 100, number / 100 % 10);
        let step = number / 1000;
        let (count, day) = (40 + step, day(step));
        let quote = quote(count);
        let article = number % 1000;
        writeln!(
            sheet,
            "k{number},event-{event},figure,claimant-{claimant},killed,{count},{count},{count},exact,{count},servicemen,,\
             military,cumulative,{day},https://paper-{event}.example/{article},paper-{event},{day},{quote}"
        )
        .expect("a string takes everything");
    }
    fs::write(folder.join("sheet.csv"), sheet).expect("a sheet");
    run(folder, program, &["init"]);
    run(folder, program, &["import", "sheet.csv", "--quiet"]);
}

fn day(step: usize) -> String {
    format!(
        "{}-{:02}-{:02}",
        2022 + step / 336,
        1 + step / 28 % 12,
        1 + step % 28
    )
}

fn quote(count: usize) -> String {
    let mut quote = format!(
        "The ministry said in a statement that {count} servicemen had died since the fighting began"
    );
    while quote.len() < 185 {
        quote.push_str(" and asked for patience");
    }
    quote.truncate(185);
    quote.trim_end().to_owned()
}

/// When [`amend_half`] writes: long after whatever day the first versions were written on.
const AMENDED_AT: &str = "2096-01-01T00:00:00Z";

/// The day before that.
pub const BEFORE_AMENDED: &str = "2095-12-31";

/// Writes a second version of every other claim.
pub fn amend_half(folder: &Path, claims: u32) {
    let mut store =
        SqliteStore::open(&folder.join("claimlog.db"), Access::Write).expect("the database opens");
    let now = AMENDED_AT.parse().expect("an instant");
    let author = "bench".parse().expect("a name");
    let mut desk = Desk::new(
        store.begin(None).expect("a transaction"),
        author,
        now,
        Salts::Random,
    );
    for number in (1..=claims).step_by(2) {
        let id = ClaimId::new(number.try_into().expect("from 1"));
        let mut spec = ClaimSpec::from(&desk.claim_at(id).expect("the claim is there"));
        spec.place = Some("the border".parse().expect("a label"));
        desk.amend(
            id,
            &spec,
            &Why::because(Cause::Rescoped, "the place was found"),
        )
        .expect("it is amended");
    }
    desk.commit().expect("it is durable");
}

/// How much of a page is its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// Nearly all of it: the worst case for whoever looks for the article.
    Text,
    /// About a fifth, between scripts, styles and lists of links: as saved from the web.
    Saved,
}

/// `count` pages of about `size` bytes as outlets publish them, and how many bytes they are together.
pub fn pages(folder: &Path, make: Make, count: usize, size: usize) -> usize {
    fs::create_dir(folder).expect("a folder for the pages");
    let article = match make {
        Make::Text => size,
        Make::Saved => size / 5,
    };
    let mut total = 0;
    for number in 0..count {
        let mut page = format!(
            "<!doctype html><html lang=\"en\"><head><title>Report {number}</title>\
             <link rel=\"canonical\" href=\"https://paper.example/{number}\">"
        );
        if make == Make::Saved {
            furniture(&mut page, number, size - article);
        }
        page.push_str("</head><body><nav><ul><li><a href=\"/\">Home</a><li><a href=\"/news\">News</a></ul></nav>");
        write!(page, "<article><h1>Report {number}</h1>").expect("a string takes everything");
        let end = page.len() + article;
        let mut line = 0;
        while page.len() < end {
            line += 1;
            write!(
                page,
                "<p>On day {line} the ministry put its losses at {} servicemen, and the hospital of district {} spoke of {} \
                 more who were brought in during the night. The road to the border was closed again for some hours, and \
                 people there said that the shelling had come nearer than the week before.</p><div class=\"ad ad-{line}\">\
                 <a href=\"https://shop.example/{line}\"><img src=\"/img/{line}.jpg\" alt=\"\"></a></div>",
                40 + number + line, number % 7, line % 5
            )
            .expect("a string takes everything");
        }
        page.push_str("</article><footer><p>All rights reserved.</p></footer><script>var t = 1;</script></body></html>");
        total += page.len();
        fs::write(folder.join(format!("{number:04}.html")), page).expect("a page");
    }
    total
}

/// What stands around an article: half of it scripts, the rest styles.
fn furniture(page: &mut String, number: usize, size: usize) {
    let end = page.len() + size;
    let mut line = 0;
    page.push_str("<script>");
    while page.len() < end {
        line += 1;
        if line == 1 || page.len() < end - size / 2 {
            write!(page, "window.q{line}=window.q{line}||[];q{line}.push({{id:{number},slot:'top-{line}',sizes:[[300,{line}]]}});")
        } else if !page.contains("</script>") {
            write!(page, "</script><style>")
        } else {
            write!(page, ".c{line}-{number}{{margin:{line}px;color:#1{line:04}}}")
        }
        .expect("a string takes everything");
    }
    page.push_str("</style>");
}

/// One event of `claims` figures by ten claimants who seldom agree, each in an article of its own, and an accusation for
/// every tenth.
pub fn busy_event(folder: &Path, program: &Path, claims: usize) {
    let mut sheet = String::from(
        "claim,event,kind,claimant,measure,low,best,high,qualifier,wording,victims,victim_side,victim_status,aggregation,\
         accused,act,stated_on,article,publisher,published_at,quote\n",
    );
    for number in 0..claims {
        let (claimant, step) = (number % 10, number / 10);
        let (count, day) = (40 + step + claimant * 3, day(step));
        let article = format!("https://paper-{claimant}.example/{number},paper-{claimant},{day}");
        writeln!(
            sheet,
            "k{number},event,figure,claimant-{claimant},killed,{count},{count},{count},exact,{count},servicemen,,military,\
             cumulative,,,{day},{article},{}",
            quote(count)
        )
        .expect("a string takes everything");
        if number % 10 == 0 {
            writeln!(
                sheet,
                "a{number},event,accusation,claimant-{claimant},,,,,,,,,,,claimant-1,shelling,{day},{article},they shelled"
            )
            .expect("a string takes everything");
        }
    }
    fs::write(folder.join("sheet.csv"), sheet).expect("a sheet");
    run(folder, program, &["init"]);
    run(folder, program, &["import", "sheet.csv", "--quiet"]);
}
