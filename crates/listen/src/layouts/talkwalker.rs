//! Talkwalker's export: documents as JSON (under `result_content`, each wrapped in `data`) or as a table.

use super::Vendor;
use crate::field::Field;
use crate::layout::LayoutName;

pub(crate) const VENDOR: Vendor = Vendor {
    layout: LayoutName::Talkwalker,
    signs: &[
        "searchindexed",
        "contentsnippet",
        "titlesnippet",
        "rooturl",
        "domainurl",
        "hosturl",
        "pornlevel",
        "fluencylevel",
        "sourcetype",
        "extraauthorattributes.name",
        "extraauthorattributes.id",
        "tagsinternal",
        "trendingscore",
    ],
    names: &[
        (Field::Id, "externalid"),
        (Field::CreatedAt, "published indexed searchindexed"),
        (
            Field::Author,
            "extraauthorattributes.shortname extraauthorattributes.name author authorname",
        ),
        (Field::AuthorName, "extraauthorattributes.name authorname"),
        (Field::Followers, "sourceextendedattributes.followers followers"),
        (Field::Title, "title titlesnippet"),
        (Field::Text, "content contentsnippet"),
        (Field::Url, "url"),
        (Field::Network, "sourcetype"),
        (Field::Channel, "domainurl rooturl hosturl"),
        (Field::Language, "lang language"),
        (Field::Parent, "parenturl"),
        (Field::Engagement, "engagement"),
        (
            Field::Interactions,
            "articleextendedattributes.twittershares articleextendedattributes.twitterretweets \
         articleextendedattributes.twitterlikes articleextendedattributes.facebookshares \
         articleextendedattributes.facebooklikes articleextendedattributes.numcomments",
        ),
        (Field::Reach, "reach"),
        (Field::Media, "images videos images.url videos.url"),
    ],
};
