//! Brandwatch's export: some lines about the query before the header, or mentions as JSON under `results`.

use super::Vendor;
use crate::field::Field;
use crate::layout::LayoutName;

pub(crate) const VENDOR: Vendor = Vendor {
    layout: LayoutName::Brandwatch,
    signs: &[
        "queryid",
        "queryname",
        "resourceid",
        "pagetype",
        "pagetypename",
        "contentsource",
        "fulltext",
        "monthlyvisitors",
        "accounttype",
        "threadentrytype",
        "matchpositions",
        "categorydetails",
    ],
    names: &[
        (Field::Id, "twitterpostid guid resourceid mentionid"),
        (Field::CreatedAt, "date"),
        (Field::Author, "author threadauthor"),
        (Field::AuthorName, "fullname"),
        (Field::Followers, "twitterfollowers instagramfollowers followers"),
        (Field::Title, "title"),
        (Field::Text, "fulltext snippet"),
        (Field::Url, "originalurl url"),
        (Field::Network, "pagetype pagetypename contentsource contentsourcename"),
        (Field::Channel, "subreddit domain"),
        (Field::Language, "language"),
        (Field::Kind, "engagementtype threadentrytype"),
        (Field::Parent, "replyto twitterreplyto"),
        (Field::RepostOf, "retweetof twitterretweetof"),
        (Field::Thread, "threadurl threadid"),
        (Field::Engagement, "engagement engagements"),
        (
            Field::Interactions,
            "twitterretweets twitterlikecount twitterlikes twitterreplycount twitterreplies \
         facebooklikes facebookshares facebookcomments instagramlikes instagramlikecount \
         instagramcomments instagramcommentcount redditscore redditcomments linkedinlikes \
         linkedinshares linkedincomments tiktoklikes tiktokcomments tiktokshares",
        ),
        (Field::Reach, "reachnew reach reachestimate impressions"),
        (Field::Media, "mediaurls imageurls"),
    ],
};
