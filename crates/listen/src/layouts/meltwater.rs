//! Meltwater's export: UTF-16 and tabs as a rule, the words spread over opening text and hit sentence.

use super::Vendor;
use crate::field::Field;
use crate::layout::LayoutName;

pub(crate) const VENDOR: Vendor = Vendor {
    layout: LayoutName::Meltwater,
    signs: &[
        "hitsentence",
        "openingtext",
        "influencer",
        "desktopreach",
        "twittersocialecho",
        "alternatedateformat",
        "nationalviewership",
        "inputname",
        "ave",
        "keyphrases",
    ],
    names: &[
        (Field::Id, "tweetid documentid"),
        (Field::CreatedAt, "date publishdate alternatedateformat"),
        (Field::Time, "time"),
        (Field::Author, "twitterscreenname influencer author"),
        (Field::AuthorName, "influencer"),
        (Field::Followers, "twitterfollowers"),
        (Field::Title, "headline title"),
        (Field::Text, "openingtext"),
        (Field::MoreText, "hitsentence"),
        (Field::Url, "url"),
        (Field::Network, "source sourcename mediatype"),
        (Field::Language, "language"),
        (Field::Engagement, "engagement"),
        (Field::Reach, "reach"),
        (Field::Parent, "parenturl"),
    ],
};
