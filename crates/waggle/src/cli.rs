//! The command line as a user types it. Help teaches by example.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub mod class;
pub mod digest;
pub mod handbook;
pub mod kpi;
pub mod people;
pub mod reread;
pub mod strategy;
pub mod topics;

/// Listen to what the market says, and assess where your company stands.
#[derive(Debug, Parser)]
#[command(name = "waggle", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Start here:
  waggle demo                       a filled example, from posts to a report
  waggle init                       write a commented waggle.toml
  waggle import export.csv          bring in what the market said
  waggle assess                     write assessment.html and assessment.json
  waggle search 'battery NEAR/5 empty'")]
pub struct Cli {
    /// The workspace's folder [default: the folder with waggle.toml, from here upwards]
    #[arg(long, short = 'C', global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,

    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,

    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Demo(Demo),
    Init(Init),
    Import(Import),
    Assess(Assess),
    Serve(Serve),
    Search(Search),
    Query(Query),
    Read(Read),
    Reread(reread::Reread),
    Class(class::Class),
    Spam(Spam),
    Topics(topics::Topics),
    People(people::People),
    Kpi(kpi::Kpi),
    Strategy(strategy::Strategy),
    Handbook(handbook::Handbook),
    Digest(digest::Digest),
    Erase(Erase),
    Index(Index),
    Status(Status),
    Bench(Bench),
    Completions(Completions),
}

/// Make an example workspace in ./waggle-demo from a synthetic market and run the whole job on it
///
/// The market is ours: a fictional brand, two competitors, two partners, customers and staff over 90 days. Because its
/// truth was planted, the demo ends by printing how close the assessment came to it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle demo
  waggle demo --posts 20000 --seed 7 --out /tmp/my-demo")]
pub struct Demo {
    /// Where to make it; an earlier demo in that place is replaced
    #[arg(long, value_name = "DIR", default_value = "waggle-demo")]
    pub out: PathBuf,
    /// How many posts
    #[arg(long, default_value_t = 120_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    pub posts: u64,
    /// The seed of the market: the same seed makes the same posts
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// End after the summary instead of serving the application
    #[arg(long)]
    pub no_serve: bool,
    /// Leave the invented company out: no measures, programs and strategy, and nobody who can sign in yet
    #[arg(long)]
    pub no_company: bool,
    /// Where to serve it; a taken port gives way to a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7070")]
    pub listen: SocketAddr,
}

/// Serve the application: inbox, reports, watches, people
///
/// The first start makes an admin and prints a one-time link with which to get in. Serves until Ctrl-C. On a machine that
/// others reach, put a proxy with TLS before it and name the address that people see with --public-url.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle serve
  waggle serve --listen 0.0.0.0:8080 --public-url https://waggle.example.org
  waggle serve --link ada@example.org     prints a new one-time link for a member
  waggle serve acme zeta                  two workspaces, at http://acme.localhost:7070 and http://zeta.localhost:7070
  waggle serve acme zeta --public-url https://waggle.example.org
                                          the same at https://acme.waggle.example.org and https://zeta.waggle.example.org")]
pub struct Serve {
    /// The folders of workspaces; several get a name each before the server's own, and nothing crosses between them
    #[arg(value_name = "DIR", conflicts_with = "workspace")]
    pub folders: Vec<PathBuf>,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7070")]
    pub listen: SocketAddr,
    /// The address that people see, where a proxy stands before it
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// The address of the first admin
    #[arg(long, value_name = "EMAIL", default_value = "admin@localhost")]
    pub admin: String,
    /// Print a new one-time link for this member, too
    #[arg(long, value_name = "EMAIL")]
    pub link: Option<String>,
    /// How to write the log
    #[arg(long, value_enum, default_value = "text")]
    pub log: LogForm,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// A line for a person
    Text,
    /// A JSON object a line
    Json,
    /// None
    Off,
}

/// Write a commented waggle.toml in this folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle init
  waggle init --name 'Larkfield Cycles' --time-zone Europe/Berlin")]
pub struct Init {
    /// The workspace's name [default: the folder's name]
    #[arg(long)]
    pub name: Option<String>,
    /// The zone in which days and hours are counted
    #[arg(long, default_value = "UTC")]
    pub time_zone: String,
}

/// Bring in what was said: CSV, TSV, JSON or JSON Lines, plain, gzip or zstd
///
/// Exports of Meltwater, Brandwatch and Talkwalker are recognised by their columns; anything else by --map. The same file
/// twice adds nothing; a changed post becomes a new version; a row that cannot be used is kept in rejects/ with its reason.
/// An interrupted import goes on where it stopped when it is run again.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle import export.csv --source Meltwater
  waggle import exports/ --preview
  waggle import dump.jsonl.gz --map text=body,created_at=date,author=user
  cat posts.csv | waggle import - --network reddit

Exit status: 0 all rows imported, 3 some rows rejected (see rejects/), 1 failed, 130 interrupted.")]
pub struct Import {
    /// Files or folders; - is standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    pub inputs: Vec<PathBuf>,
    /// Show what was understood, import nothing
    #[arg(long)]
    pub preview: bool,
    /// Which column is which: field=column, separated by commas
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub map: Option<String>,
    /// The source in waggle.toml that these posts belong to [default: the first, or one named `import`]
    #[arg(long)]
    pub source: Option<String>,
    /// The network of rows that name none [default: the source's]
    #[arg(long)]
    pub network: Option<String>,
    /// Order of day, month and year where dates leave it open
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrder>,
    /// Keep rows that are dated in the future
    #[arg(long)]
    pub allow_future: bool,
    /// Print the outcome as JSON
    #[arg(long)]
    pub json: bool,
}

/// Order of the parts of a date such as 02/03/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// 02/03/2026 is the 2nd of March
    Dmy,
    /// 02/03/2026 is February 3rd
    Mdy,
    /// 2026/03/02
    Ymd,
}

/// Assess where the company stands, in four quadrants: writes assessment.html and assessment.json
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle assess
  waggle assess --since 2026-01-01 --until 2026-03-31 --out reports/q1
  waggle assess --without-spam --out reports/without-spam
  waggle assess --subject 'Larkfield Cycles' --json | jq .voice")]
pub struct Assess {
    /// First day or moment to look at
    #[arg(long, value_name = "DAY|MOMENT")]
    pub since: Option<String>,
    /// Last day to look at (the whole day), or the moment to stop before
    #[arg(long, value_name = "DAY|MOMENT")]
    pub until: Option<String>,
    /// Only this subject in the quadrants
    #[arg(long)]
    pub subject: Option<String>,
    /// Leave posts that look like spam out of every figure; `waggle spam` lists them with the reason
    #[arg(long)]
    pub without_spam: bool,
    /// Print the assessment as JSON and write nothing, unless --out asks for it
    #[arg(long)]
    pub json: bool,
    /// Where to write [default: the workspace's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Find posts by a query in the watch language
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle search 'battery NEAR/5 empty'
  waggle search '(lost OR missing) AND luggage' --count
  waggle search 'act:question AND subject:\"Larkfield Cycles\"' --histogram day
  waggle search 'sentiment:negative AND network:reddit' --json --limit 100
  waggle search --like 'the battery is empty too soon' 'lang:en'")]
pub struct Search {
    /// In the watch language: see `waggle query --help`
    #[arg(required_unless_present = "like")]
    pub query: Option<String>,
    /// Posts that mean the same as this text, by the sentence vectors of a transformer (`[reading]` in waggle.toml)
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["count", "histogram", "offset"])]
    pub like: Option<String>,
    /// With --like: how many posts to compare with it: the newest that match the query or, without one, some by chance
    #[arg(long, default_value_t = 1_000, value_name = "POSTS")]
    pub budget: usize,
    /// Print the number of matching posts alone
    #[arg(long, conflicts_with_all = ["histogram", "limit", "offset"])]
    pub count: bool,
    /// Print matching posts per day, week, month or hour
    #[arg(long, value_enum, value_name = "BUCKET")]
    pub histogram: Option<Bucket>,
    /// How many posts to list
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    /// How many of the newest to pass over
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
    /// One JSON object per line
    #[arg(long)]
    pub json: bool,
}

/// Width of a histogram's bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bucket {
    /// Local hours
    Hour,
    /// Local days
    Day,
    /// Weeks from Monday
    Week,
    /// Calendar months
    Month,
}

/// Check and explain queries
#[derive(Debug, Args)]
pub struct Query {
    #[command(subcommand)]
    pub verb: QueryVerb,
}

/// What to do with a query.
#[derive(Debug, Subcommand)]
pub enum QueryVerb {
    /// Explain a query in words, or point at its error
    #[command(after_help = "Examples:
  waggle query check 'united AND (delay OR cancel*) NOT football'
  waggle query check '\"customer service\"~4 AND lang:en'

The language: AND OR NOT ( ) \"a phrase\" NEAR/5 NEAR/5f \"a b\"~5 prefix* wom?n {BT} #tag @handle
Fields: author: network: lang: site: url: title: kind: sentiment: act: emotion: channel: source: side: subject: watch:
        quadrant: is:reply has:link followers:[100 TO *] engagement:[10 TO 50] created:[2026-01-01 TO 2026-01-31]
Comments: <<< so >>>")]
    Check {
        /// In the watch language
        query: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Print what Waggle understands of a text, or of each line of standard input
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle read 'The battery died after two weeks, any idea how to get it replaced?'
  waggle read < posts.txt > readings.jsonl
  waggle read --explain 'not bad at all, but the app is horrible'
  waggle read -C my-market 'that trail was gnarly'     as this workspace has learned to read
  waggle read --target acme 'I love my Acme bike but the Zeta one is horrible'")]
pub struct Read {
    /// Texts to read, each as one post; none: each line of standard input
    pub texts: Vec<String>,
    /// Say which words speak for and against the sentiment, most telling first
    #[arg(long)]
    pub explain: bool,
    /// Also read the sentiment towards what this query finds, from the clauses around it
    #[arg(long, value_name = "QUERY")]
    pub target: Option<String>,
    /// With --explain: one JSON object per line, as without it
    #[arg(long)]
    pub json: bool,
}

/// List posts that look like spam: templates, copies and bursts of links, in groups, each with the reason
///
/// Nothing is removed. Reposts are no spam.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle spam
  waggle spam --json | jq -r .sentence")]
pub struct Spam {
    /// How many groups to list, largest first
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    /// One JSON object per line
    #[arg(long)]
    pub json: bool,
}

/// Remove a person's words, or one post, for good
///
/// From the ledger, its older versions, the index and the rejects. What stays is a keyed hash, so that a later import of
/// the same file does not bring them back.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
#[command(after_help = "Examples:
  waggle erase --author mastodon:ann@example.org
  waggle erase --post 5f1c0a8e9b7d4c3f8a6e2d1b0c9f8e7d
  waggle erase --contact 12")]
pub struct Erase {
    /// Everything by this author
    #[arg(long, value_name = "NETWORK:HANDLE", group = "what")]
    pub author: Option<String>,
    /// This post, by the id that `waggle search --json` prints
    #[arg(long, value_name = "ID", group = "what")]
    pub post: Option<String>,
    /// This contact, by its number (`/people/12`): what they said, what was noted of them, and where they are named
    #[arg(long, value_name = "NUMBER", group = "what")]
    pub contact: Option<u32>,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Look after the index
#[derive(Debug, Args)]
pub struct Index {
    #[command(subcommand)]
    pub verb: IndexVerb,
}

/// What to do with the index.
#[derive(Debug, Subcommand)]
pub enum IndexVerb {
    /// Throw the index away and make it again from the ledger
    Rebuild,
}

/// Say what the workspace holds
#[derive(Debug, Args)]
pub struct Status {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Measure this machine: reproducible figures on generated posts
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle bench import
  waggle bench search --posts 10000000 --json
  waggle bench assess --posts 1000000
  waggle bench understand --from tweets.tsv

With Python and its package duckdb installed, import and search are also compared with DuckDB in the same run; with the
package vaderSentiment, understand is compared with VADER.")]
pub struct Bench {
    /// What to measure
    #[arg(value_enum)]
    pub what: BenchWhat,
    /// How many posts [default: import 500000, assess and search 1000000, understand 50000]
    #[arg(long)]
    pub posts: Option<u64>,
    /// For understand: read these texts, too; CSV or TSV with a column `text`, JSON Lines, or .txt
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Where to keep generated posts between runs [default: a temporary folder]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// One flat JSON object
    #[arg(long)]
    pub json: bool,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BenchWhat {
    /// CSV to committed, understood, matched (50 watches) and indexed
    Import,
    /// A whole assessment
    Assess,
    /// Searches, counts and day × sentiment
    Search,
    /// Whole readings on one core
    Understand,
    /// The handbook of an invented strategy as PDF and page; `--posts` is how many findings it has [default: 1000]
    Handbook,
}

/// Print completions for your shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle completions bash > ~/.local/share/bash-completion/completions/waggle
  waggle completions zsh > ~/.zfunc/_waggle")]
pub struct Completions {
    /// Which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
