//! Titles, labels and explanations of the page.

use crate::numbers::count;

use super::plural;

/// Name of the product.
pub const WAGGLE: &str = "Waggle";
/// What sort of page it is.
pub const ASSESSMENT: &str = "Assessment";
/// First link of the page.
pub const SKIP: &str = "Skip to the answer";
/// Name of the table of contents.
pub const CONTENTS: &str = "On this page";
/// Label of the share of recommendation.
pub const SHARE_OF_RECOMMENDATION: &str = "Share of recommendation";
/// Label of the share of voice.
pub const SHARE_OF_VOICE: &str = "Share of voice";
/// The question that opens every computation.
pub const HOW: &str = "How was this computed?";
/// Stands before a query.
pub const QUERY: &str = "Query:";
/// Stands before what all queries of a computation start with.
pub const QUERIES_START: &str = "Every query starts with:";
/// Stands for the same query as in the row above.
pub const AS_ABOVE: &str = "as above";
/// Title of the chart of net sentiment by subject.
pub const CHART_NET: &str = "Net sentiment (−1 to +1), error-corrected";
/// Opens the table behind a chart.
pub const NUMBERS_BEHIND: &str = "The numbers behind it";
/// Title of the section on what it rests on.
pub const TITLE_GLANCE: &str = "What does this rest on?";
/// Title of the section on voice.
pub const TITLE_VOICE: &str = "Who is talked about, and who is recommended?";
/// Title of the section on volume.
pub const TITLE_VOLUME: &str = "When was much said, and why?";
/// Title of the section on inside and outside.
pub const TITLE_INSIDE: &str = "Do staff and market talk about the same things?";
/// Title of the section on what is missing.
pub const TITLE_MISSING: &str = "What is missing from this picture?";
/// Title of the section on the method.
pub const TITLE_METHOD: &str = "How far can these numbers be trusted?";
/// Short names of the sections for the table of contents.
pub const TOC: [&str; 7] = [
    "In short",
    "Voice and recommendation",
    "Over time",
    "Better or worse",
    "Inside and outside",
    "What is missing",
    "Method",
];

/// Title of the page.
pub fn page_title(workspace: &str, window: &str) -> String {
    format!("{workspace}: assessment, {window}")
}

/// The question that the page answers.
pub fn page_question(workspace: &str) -> String {
    format!("Where does {workspace} stand?")
}

/// Title of the comparisons.
pub fn title_comparisons(brand: &str) -> String {
    format!("Where is {brand} better or worse than competitors?")
}

/// The moment of computing.
pub fn as_of(moment: &str) -> String {
    format!("Computed {moment}")
}

/// The zone of days and hours.
pub fn in_zone(zone: &str) -> String {
    format!("days and hours in {zone}")
}

/// How to read an uncertain number.
pub const READING_NUMBERS: &str = "“About 61 % (57–65)” means: 61 is the best estimate, and in 95 of 100 assessments \
    made this way the true value lies between the two ends. Bars and dots carry the same ends as whiskers.";

/// What the headline rests on.
pub fn headline_basis(n: u64, interval: Option<&str>) -> String {
    let rests = plural(n, "post", "posts");
    match interval {
        Some(range) => format!("95 % interval {range}, from {rests}"),
        None => format!("from {rests}"),
    }
}

/// Labels of the basis, in order: posts, mentions, people, networks, languages, repeats and reposts, internal, not read.
pub const GLANCE: [&str; 8] = [
    "posts in this time",
    "mentions: posts that a watch matches",
    "people who wrote them",
    "networks",
    "languages",
    "mentions that repeat or repost others",
    "posts by staff, inside",
    "mentions whose sentiment was not read",
];

/// Title of the chart of voice.
pub const CHART_VOICE: &str = "Share of voice: per cent of mentions";
/// Title of the chart of recommendation.
pub const CHART_RECOMMENDATION: &str = "Share of recommendation: per cent of such posts";
/// Title of the chart of sentiment by subject.
pub const CHART_SENTIMENT: &str = "Negative and positive: per cent, error-corrected";
/// Title of the chart of volume over all.
pub const CHART_VOLUME: &str = "Mentions a day, by subject";
/// Title of the chart of one subject's volume.
pub const CHART_VOLUME_ONE: &str = "Mentions a day, and their labels";
/// Title of the chart of acts.
pub const CHART_ACTS: &str = "What posts do: per cent of mentions";
/// Title of the chart of emotions.
pub const CHART_EMOTIONS: &str = "Emotions that stand out: per cent of mentions";
/// Title of the chart of net sentiment by topic.
pub const CHART_TOPIC_NET: &str = "Net sentiment by topic (−1 to +1), error-corrected";
/// Title of the chart of inside against outside.
pub const CHART_INSIDE: &str = "How much of the talk a topic takes up: per cent";

/// Title of a chart against a competitor.
pub fn chart_against(competitor: &str) -> String {
    format!("Net sentiment by topic, against {competitor} (−1 to +1)")
}

/// Where a subject is talked about.
pub const PART_WHERE: &str = "Where";
/// What about.
pub const PART_WHAT: &str = "What they talk about";
/// With which feelings.
pub const PART_FEEL: &str = "How they feel";
/// By whom.
pub const PART_WHO: &str = "Who speaks";
/// Who answers.
pub const PART_RESPONSE: &str = "Who answers, and how fast";
/// Phrases of negative posts.
pub const FRUSTRATIONS: &str = "Frustrations";
/// Phrases of positive posts.
pub const EXCITEMENTS: &str = "Excitements";
/// Phrases that mark a subject.
pub const MARKING_PHRASES: &str = "Phrases that mark this subject";
/// Questions that wait longest.
pub const WAITING_LONGEST: &str = "Waiting longest";
/// What was new in a spike.
pub const NEW_IN_IT: &str = "New in it:";
/// Opens quotes.
pub const IN_THEIR_WORDS: &str = "In their own words";
/// Said where sentiment is not to be had.
pub const NO_FEELING: &str =
    "No mention was read for sentiment, so nothing is said about feelings here.";
/// Said where no phrase stands out.
pub const NO_PHRASES: &str = "No phrase stands out.";
/// Said where there are no voices.
pub const NO_VOICES: &str = "Nobody is known by name.";
/// Said where there are no mentions.
pub const NO_MENTIONS: &str = "No post in this time mentions it.";
/// The text of a link to a post.
pub const READ_THERE: &str = "read it there";
/// An author who is not known.
pub const UNKNOWN_AUTHOR: &str = "unknown";
/// The channel row of a whole network.
pub const STAFF: &str = "staff";
/// Opens an example.
pub const EXAMPLE: &str = "A post as an example";
/// How examples are drawn.
pub const EXAMPLES_RULE: &str = "Examples are drawn by stratified sampling, never chosen by hand.";

/// Columns of the table of shares.
pub const VOICE_HEADS: [&str; 6] = [
    "Subject",
    "Over time",
    "Mentions#",
    "Share of voice#",
    "Share of recommendation#",
    "Net sentiment#",
];
/// Columns of the table of places.
pub const PLACE_HEADS: [&str; 6] =
    ["Network", "Channel", "Mentions#", "", "Share#", "Net sentiment#"];
/// Columns of the table of topics.
pub const TOPIC_HEADS: [&str; 6] =
    ["Topic", "Posts#", "", "Share#", "Net sentiment#", "Need an answer#"];
/// Head of a column that draws the number beside it; only heard.
pub const DRAWN: &str = "drawn";
/// Columns of the table of phrases.
pub const PHRASE_HEADS: [&str; 4] = ["Phrase", "Posts#", "", "z#"];
/// Columns of the table of feelings.
pub const FEELING_HEADS: [&str; 4] = ["Sentiment", "Corrected#", "95 % interval#", "Uncorrected#"];
/// Columns of the table of voices.
pub const VOICES_HEADS: [&str; 7] =
    ["Who", "Where", "Posts#", "Followers#", "Engagement#", "Net#", "Score and its parts"];
/// Columns of the table of comparisons.
pub const COMPARISON_HEADS: [&str; 7] =
    ["Topic", "Competitor", "Us#", "Them#", "Difference#", "p, adjusted#", "What was shown"];
/// Columns of the table of inside and outside.
pub const INSIDE_HEADS: [&str; 6] =
    ["Topic", "Inside#", "Outside#", "Net inside#", "Net outside#", "Gap in net#"];
/// Columns of the table of gaps.
pub const GAP_HEADS: [&str; 5] = ["Source", "From", "Until", "Why", "Posts lost#"];
/// Head of the column that numbers formulas.
pub const HEAD_FORMULA: &str = "Formula#";
/// Caption of a computation.
pub const HOW_CAPTION: &str = "Figures with interval, sample size and query";
/// Start of the list of networks.
pub const MENTIONS_BY_NETWORK: &str = "Mentions by network";
/// Start of the list of languages.
pub const BY_LANGUAGE: &str = "By language";
/// Columns of a computation.
pub const HOW_HEADS: [&str; 6] =
    ["Figure", "Value#", "95 % interval#", "Uncorrected#", "Counts or n#", "Query"];
/// Captions of tables, by their place on the page.
pub const CAPTION_VOICE: &str = "Voice, recommendation and sentiment by subject";
/// Caption of the table of places.
pub const CAPTION_PLACES: &str = "Networks and channels";
/// Caption of the table of topics.
pub const CAPTION_TOPICS: &str = "Topics, the largest first";
/// Caption of the table of feelings.
pub const CAPTION_FEELING: &str = "Sentiment, corrected and as labelled";
/// Caption of the table of voices.
pub const CAPTION_VOICES: &str = "Voices, highest score first";
/// Caption of the table of comparisons.
pub const CAPTION_COMPARISONS: &str = "Every comparison, the surest difference first";
/// Caption of the table of inside and outside.
pub const CAPTION_INSIDE: &str = "Topics inside and outside, widest gap first";
/// Caption of the table of gaps.
pub const CAPTION_GAPS: &str = "What was not captured";
/// Caption of the confusion matrix.
pub const CAPTION_CONFUSION: &str = "How reading errs: true class in rows, read class in columns";

/// What falls under no topic.
pub const OTHER_TOPICS: &str = "under no topic";
/// Labels of the strip under a subject's name.
pub const SUBJECT_STRIP: [&str; 5] =
    ["mentions", "without repeats and reposts", "people", "net sentiment", "questions answered"];
/// Labels of the strip on responsiveness.
pub const RESPONSE_STRIP: [&str; 6] = [
    "questions",
    "answered by the subject itself",
    "answered by anybody",
    "median time to its first answer",
    "nine in ten answered within",
    "waiting for more than two weeks",
];
/// Word for a difference between two nets.
pub const INSIDE: &str = "Inside";
/// Word for the market.
pub const OUTSIDE: &str = "Outside";

/// A folded subject.
pub fn folded(mentions: u64) -> String {
    plural(mentions, "mention", "mentions")
}

/// A table that stops.
pub fn more_rows(many: usize) -> String {
    format!("{} in assessment.json.", plural(many as u64, "more row stands", "more rows stand"))
}

/// How much of a subject's mentions was not read.
pub fn not_read(many: u64) -> String {
    format!(
        "{} not read for sentiment, because the model does not know their language.",
        plural(many, "mention was", "mentions were")
    )
}

/// How many mentions look like spam, and whether they count.
pub fn spam(many: u64, left_out: bool) -> String {
    let counted =
        if left_out { "left out of every figure here" } else { "counted like all others" };
    format!(
        "{} like spam (templates, copies by one author, bursts of links) and {} {counted}.",
        plural(many, "mention looks", "mentions look"),
        if many == 1 { "is" } else { "are" }
    )
}

/// How many of the subject's mentions are read towards it.
pub fn towards(name: &str, share: &str, turned: u64) -> String {
    format!(
        "In {share} of the mentions that were read, several subjects are named and the sentiment is that towards {name}; {} labelled otherwise than the whole post.",
        plural(turned, "of them is", "of them are")
    )
}

/// What the figure of mentions without spam is called.
pub const WITHOUT_SPAM: &str = "Mentions without spam";
/// What the figure of mentions read towards the subject is called.
pub const READ_TOWARDS: &str = "Read towards the subject";

/// A phrase's support.
pub fn phrase_support(posts: u64, z: &str) -> String {
    format!("{}, z {z}", plural(posts, "post", "posts"))
}

/// A quote's origin.
pub fn quote_origin(network: &str, day: &str) -> String {
    format!("on {network}, {day}")
}

/// Where the errors were measured.
pub fn measured_on(what: &str) -> String {
    format!("Measured on {what}.")
}

/// How right reading is, over all.
pub fn accuracy(share: &str, n: u64) -> String {
    format!(
        "On {} that it had never seen, reading agreed with people on {share}.",
        plural(n, "post", "posts")
    )
}

/// Head of the column of recall.
pub const RECALL: &str = "Read as what it is#";

/// A formula and how many figures use it.
pub fn formula_used(figures: usize) -> String {
    format!("used by {}", plural(figures as u64, "figure", "figures"))
}

/// Languages that sentiment was not read in.
pub fn not_read_languages(many: u64, languages: &str) -> String {
    format!(
        "The sentiment of {} was not read, because the model does not know the language. Languages found: {languages}.",
        plural(many, "mention", "mentions")
    )
}

/// No gap is known.
pub const NO_GAPS: &str = "No source reported a gap in this time.";
/// Nothing is missing.
pub const NOTHING_MISSING: &str = "Every quadrant is watched.";
/// No internal source.
pub const NO_INSIDE: &str = "What staff say inside is not in the data. Add a source with side = \"internal\" to compare both conversations.";
/// No comparison.
pub const NO_COMPARISONS: &str = "There is nothing to compare yet: it takes a brand, a competitor, and a topic on which enough posts about both were read.";
/// No spike.
pub const NO_SPIKES: &str = "On no day was much more said than usual.";
/// How comparisons are made.
pub const COMPARISON_METHOD: &str = "A difference counts as shown when it stays below a false discovery rate of 5 % after correction for the number of comparisons (Benjamini–Hochberg). “No difference shown” does not mean that there is none.";
/// What a z is.
pub const PHRASE_METHOD: &str = "Against everything else that was read. z is the log-odds ratio over its standard error, with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008): from about 2 on, chance alone is an unlikely reason.";
/// What a score is.
pub const VOICE_METHOD: &str =
    "The score only orders the list; it is the sum of the parts beside it.";
/// Raw labels of days.
pub const DAYS_METHOD: &str =
    "Below: positive and negative posts by label, not corrected; neutral ones are left out.";

/// The paragraphs of the method.
pub const METHOD: [(&str, &str); 5] = [
    (
        "Facts only",
        "This page says what was said, by whom, where and how often. It draws no conclusions: strengths, weaknesses, opportunities and threats are decided by people, with these facts as evidence.",
    ),
    (
        "Corrected shares",
        "A machine reads sentiment and errs. How it errs was measured on posts labelled by people, in the table below. Shares are corrected for these errors by maximum likelihood (Saerens, Latinne & Decaestecker 2002) and carry a bootstrap interval; the uncorrected share always stands beside.",
    ),
    (
        "Net sentiment",
        "(positive − negative) ÷ (positive + neutral + negative). It runs from −1 (all negative) to +1 (all positive).",
    ),
    (
        "Many comparisons",
        "Who compares often finds differences by chance. All p-values of one assessment are adjusted together (Benjamini & Hochberg 1995).",
    ),
    (
        "What it cannot say",
        "Only what people wrote in the sources that were connected is counted. People who do not write, private talk, and stretches that were not captured are missing. Authors are told apart by network and handle: one person with two accounts counts twice.",
    ),
];
/// Title of the list of formulas.
pub const FORMULAS: &str = "Formulas used on this page";
/// Title of the confusion matrix.
pub const CONFUSION: &str = "How reading errs";
/// Title of the guide to numbers.
pub const READING_TITLE: &str = "How to read a number";
/// The last line.
pub const FOOTER: &str =
    "Made by Waggle. This page loads nothing, runs no script and tells nobody that it was read.";

/// Counts of kinds in words.
pub fn kinds(kinds: &[(String, u64)]) -> String {
    let said: Vec<String> = kinds.iter().map(|(kind, n)| format!("{} {kind}", count(*n))).collect();
    format!("By kind: {}.", super::list(&said))
}

/// Networks and their mentions in words.
pub fn by_name(title: &str, items: &[(String, u64)]) -> String {
    let said: Vec<String> =
        items.iter().take(8).map(|(name, n)| format!("{name} {}", count(*n))).collect();
    let rest = items.len().saturating_sub(8);
    let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    format!("{title}: {}{rest}.", said.join(", "))
}

/// What the hatching means.
pub const GAPS_HATCHED: &str = "Hatched: a source captured nothing or too little; the cause is in the table and under “What is missing”.";
/// What stands beside sentiment bars.
pub const SENTIMENT_NOTE: &str =
    "Negative to the left, positive to the right; whiskers are 95 % intervals.";
/// Nobody recommends.
pub const NO_RECOMMENDATION: &str = "Nobody asked for or gave a recommendation in this time, so there is no share of recommendation.";
/// Title of the section on comparisons where there is nothing to compare.
pub const TITLE_COMPARISONS: &str = "Where are we better or worse than competitors?";
/// All channels of a network.
pub const ALL_CHANNELS: &str = "all";
/// Net sentiment.
pub const NET_SENTIMENT: &str = "Net sentiment";
/// Head of a column of acts.
pub const HEAD_ACT: &str = "What posts do";
/// Head of a column of emotions.
pub const HEAD_EMOTION: &str = "Emotion";
/// Name of the divergence.
pub const DIVERGENCE: &str = "Divergence of topics";
/// Name of the wall.
pub const WALL: &str = "Outside questions that staff answer";
/// No difference between inside and outside.
pub const ALIKE: &str = "no difference shown";
/// More talked about inside.
pub const MORE_INSIDE: &str = "more inside";
/// More talked about outside.
pub const MORE_OUTSIDE: &str = "more outside";
/// How much was lost is not known.
pub const UNKNOWN_LOSS: &str = "unknown";
/// Head of the rows of the confusion matrix.
pub const TRUE_CLASS: &str = "True class";

/// Head of a column of the confusion matrix.
pub fn read_as(label: &str) -> String {
    format!("Read as {}#", label.to_lowercase())
}

/// Net sentiment of something.
pub fn net_of(name: &str) -> String {
    format!("{name}: net sentiment")
}

/// The expected number of mentions in a spike.
pub fn spike_figure(name: &str, days: &str) -> String {
    format!("{name}, {days}: mentions to be expected")
}

/// How many posts hold a phrase.
pub fn in_posts(posts: u64) -> String {
    plural(posts, "post", "posts")
}

/// What is missing, and where.
pub fn missing_in(quadrant: model::Quadrant, text: &str) -> String {
    format!("{}: {text}", super::quadrant(quadrant))
}

/// A verdict beside a row, seen from the brand.
pub const fn verdict_short(verdict: model::assessment::Verdict) -> &'static str {
    use model::assessment::Verdict;
    match verdict {
        Verdict::Better => "we are better",
        Verdict::Worse => "we are worse",
        Verdict::Open => "no difference shown",
    }
}
