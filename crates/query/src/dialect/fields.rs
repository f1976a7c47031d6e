//! Field names: ours, those of other tools that mean the same, and those that we do not have.

/// A field whose value the parser can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Author,
    Network,
    Channel,
    Lang,
    Site,
    Url,
    Links,
    Title,
    Kind,
    Is,
    Has,
    Sentiment,
    Emotion,
    Act,
    Side,
    Source,
    Subject,
    Watch,
    Quadrant,
    Followers,
    Engagement,
    Created,
    /// Brandwatch's `engagementType:`, which becomes `kind:`.
    EngagementType,
    /// Brandwatch's `pubType:`, which becomes `kind:`.
    PubType,
}

/// Our names, in the order in which messages list them.
const OURS: [(&str, Name); 22] = [
    ("author", Name::Author),
    ("network", Name::Network),
    ("channel", Name::Channel),
    ("lang", Name::Lang),
    ("site", Name::Site),
    ("url", Name::Url),
    ("links", Name::Links),
    ("title", Name::Title),
    ("kind", Name::Kind),
    ("is", Name::Is),
    ("has", Name::Has),
    ("sentiment", Name::Sentiment),
    ("emotion", Name::Emotion),
    ("act", Name::Act),
    ("side", Name::Side),
    ("source", Name::Source),
    ("subject", Name::Subject),
    ("watch", Name::Watch),
    ("quadrant", Name::Quadrant),
    ("followers", Name::Followers),
    ("engagement", Name::Engagement),
    ("created", Name::Created),
];

/// Names of other tools with a clear equivalent: theirs, what it is read as, the field.
const ALIASES: [(&str, &str, Name); 21] = [
    ("language", "lang", Name::Lang),
    ("subreddit", "channel", Name::Channel),
    ("publication", "channel", Name::Channel),
    ("from", "author", Name::Author),
    ("authorfollowers", "followers", Name::Followers),
    ("followers_count", "followers", Name::Followers),
    ("host_url", "site", Name::Site),
    ("domain_url", "site", Name::Site),
    ("host", "site", Name::Site),
    ("domain", "site", Name::Site),
    ("topleveldomain", "site", Name::Site),
    ("link", "links", Name::Links),
    ("headline", "title", Name::Title),
    ("engagementtype", "kind", Name::EngagementType),
    ("pubtype", "kind", Name::PubType),
    ("publishersubtype", "kind", Name::PubType),
    ("sourcetype", "kind", Name::PubType),
    ("type", "kind", Name::Kind),
    ("date", "created", Name::Created),
    ("created_at", "created", Name::Created),
    ("speech_act", "act", Name::Act),
];

/// What a field's name turns out to be.
pub(crate) enum Resolved {
    /// One of ours.
    Ours(Name),
    /// Another tool's, read as the field with this name of ours.
    Alias(Name, &'static str),
    /// Known and not supported: why, and what to write.
    Foreign(String, String),
    /// Not known; the nearest of ours, if one is near.
    Unknown(Option<&'static str>),
}

/// What the field `name` is, in any case.
pub(crate) fn resolve(name: &str) -> Resolved {
    let folded = name.to_ascii_lowercase();
    if let Some(&(_, ours)) = OURS.iter().find(|(word, _)| *word == folded) {
        return Resolved::Ours(ours);
    }
    if let Some(&(_, read, ours)) = ALIASES.iter().find(|(word, ..)| *word == folded) {
        return Resolved::Alias(ours, read);
    }
    if let Some((tool, remedy)) = foreign(&folded) {
        return Resolved::Foreign(
            format!("`{name}:` ({tool}) is not supported"),
            remedy.to_owned(),
        );
    }
    let near = OURS
        .iter()
        .map(|&(word, _)| (edits(&folded, word), word))
        .min()
        .filter(|(edits, word)| *edits <= 1 + word.len() / 4);
    Resolved::Unknown(near.map(|(_, word)| word))
}

/// Our names as a list for messages.
pub(crate) fn ours() -> String {
    let names: Vec<String> = OURS.iter().map(|(word, _)| format!("`{word}:`")).collect();
    names.join(" ")
}

/// The tool that a field that we lack comes from, and the nearest remedy.
fn foreign(name: &str) -> Option<(&'static str, &'static str)> {
    const PLACES: &str = "posts carry no place here: name the places as words, or use `lang:`";
    const PERSONS: &str = "what a person is, is not guessed here: leave it out, or use `author:`";
    const THREADS: &str = "look for a thread by `url:`, or for answers by `kind:reply`";
    const IMAGES: &str = "pictures are not read: use `has:media`, or leave it out";
    const RATINGS: &str = "use `kind:review` and `sentiment:negative` or `sentiment:positive`";
    const COMMUNITY: &str = "use `channel:` or `subreddit:`, or leave it out";
    const LABELS: &str = "a label is a watch here: use `watch:`, or leave it out";
    let brandwatch = |remedy| Some(("Brandwatch", remedy));
    let x = |remedy| Some(("X", remedy));
    match name {
        "continent" | "country" | "region" | "city" | "latitude" | "longitude" | "location" => {
            brandwatch(PLACES)
        }
        "authorgender" | "authorverified" | "authorverifiedtype" => brandwatch(PERSONS),
        "blogname" | "parentblogname" | "rootblogname" | "weblogtitle" => {
            brandwatch("use `channel:` for the publication, or `site:` for its host")
        }
        "parentpostid" | "rootpostid" | "guid" | "engagingwithguid" => brandwatch(THREADS),
        "engagingwith" => brandwatch("write `kind:reply AND @handle`"),
        "channelid" => brandwatch("use `channel:` with the channel's name"),
        "tags" | "brandids" | "categories" => brandwatch(LABELS),
        "objects" | "imagetype" | "logos" => brandwatch(IMAGES),
        "itemreview" => brandwatch("use `kind:review` with the item's name as words"),
        "rating" => brandwatch(RATINGS),
        "minuteofday" => brandwatch("use `created:[2026-01-31T18:30 TO 2026-01-31T19:00]`"),
        "redditauthorflair" | "redditpostflair" | "redditspoiler" | "subredditnsfw"
        | "subreddittopics" | "sensitivecontent" => brandwatch(COMMUNITY),
        "entityid" => brandwatch("write the entity's names as words with `OR`"),
        "raw" => brandwatch("write `{BT}` for exact letters"),
        "ingress" => Some(("Meltwater", "use `title:`, or leave it out to search the whole text")),
        "reach" => Some(("Talkwalker", "use `followers:` or `engagement:`")),
        "to" => x("write `kind:reply AND @handle`"),
        "retweets_of" | "retweets_of_user" => x("write `kind:repost` with words of the post"),
        "conversation_id" | "in_reply_to_tweet_id" | "quotes_of_tweet_id" => x(THREADS),
        "context" | "entity" => x("write the names as words with `OR`"),
        "bio" | "bio_name" | "bio_location" => x(PERSONS),
        "bounding_box" | "point_radius" | "place" | "place_country" | "profile_country"
        | "profile_locality" | "profile_region" => x(PLACES),
        "tweets_count" | "following_count" | "listed_count" => x("use `followers:`"),
        "sample" => x("leave it out: everything that was captured is searched"),
        "embedding" => x("write the words that such posts use, with `OR`"),
        "authorcontaining" => Some(("Sprinklr", "write the start of the handle: `author:ann*`")),
        "message" | "text" | "content" | "body" => {
            Some(("Sprinklr", "write the words alone: they are looked for in title and text"))
        }
        "topic" | "segment" => Some(("other tools", "write the topic's words with `OR`")),
        "http" | "https" => Some((
            "the start of a link",
            "write `url:\"https://example.com/page\"` or `links:example.com`",
        )),
        _ => None,
    }
}

/// How many letters must be added, removed or changed to make `a` of `b`.
fn edits(a: &str, b: &str) -> usize {
    if a.len() > 32 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
