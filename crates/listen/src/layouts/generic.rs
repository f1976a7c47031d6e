//! The names that most other files use, English and German, and those of the networks' own JSON.

use super::Names;
use crate::field::Field;

pub(crate) const NAMES: Names = &[
    (
        Field::Id,
        "id nativeid postid statusid tweetid messageid commentid mentionid reviewid idstr \
         objectid documentid externalid guid uuid uri beitragsid nachrichtid kommentarid ticketid",
    ),
    (
        Field::CreatedAt,
        "createdat created publishedat published datetime timestamp date posted postedat postedon \
         posttime postdate publishdate publishtime publicationdate createdtime createddate \
         createdate createdon creationdate createdutc dateposted datecreated datepublished \
         submittedat sentat reviewdate commentdate tweetcreated timeus createdati datum erstellt \
         erstelltam veroffentlicht veroffentlichtam geschrieben geschriebenam zeitstempel \
         zeitpunkt record.createdat datumuhrzeit dateutc datetimeutc",
    ),
    (Field::Time, "time timeofday uhrzeit zeit"),
    (
        Field::Author,
        "author username handle screenname userhandle authorhandle authorusername user \
         userscreenname user.screenname user.username user.handle author.username author.handle \
         author.screenname account.acct account.username creator poster postedby postauthor \
         sender from by reviewer account profile did author.name user.name from.name autor \
         verfasser benutzer benutzername nutzer nutzername absender konto authorid userid",
    ),
    (
        Field::AuthorName,
        "authorname fullname displayname realname name authorfullname authordisplayname \
         author.displayname author.name user.name user.displayname account.displayname \
         anzeigename vollername",
    ),
    (
        Field::Followers,
        "followers followercount followerscount authorfollowers userfollowers numfollowers \
         user.followerscount author.followers author.followerscount \
         author.publicmetrics.followerscount account.followerscount subscribers follower \
         abonnenten anzahlfollower",
    ),
    (
        Field::Text,
        "text fulltext body content message tweet tweettext posttext messagetext contenttext \
         selftext comment commenttext reviewtext review reviewbody caption description \
         contenthtml html bodyhtml cooked raw storytext snippet summary post record.text \
         extendedtweet.fulltext inhalt nachricht beitrag kommentar bewertung beschreibung \
         rezension bodytext",
    ),
    (
        Field::Title,
        "title headline subject posttitle reviewtitle storytitle spoilertext titel uberschrift \
         betreff schlagzeile",
    ),
    (
        Field::Url,
        "url link permalink posturl tweeturl statusurl permalinkurl weburl sourceurl originalurl \
         messageurl commenturl href posturls adresse webadresse webseite",
    ),
    (
        Field::Network,
        "network socialnetwork platform service sourcetype channeltype source medium mediatype \
         netzwerk plattform quelle dienst",
    ),
    (
        Field::Channel,
        "channel subreddit forum board community group groupname publication page pagename feed \
         topicslug category kanal gruppe seite",
    ),
    (
        Field::Language,
        "language lang langs languages languagecode langcode locale record.langs sprache",
    ),
    (Field::Kind, "kind posttype type messagetype contenttype tweettype engagementtype art typ"),
    (
        Field::Parent,
        "parent parentid inreplyto inreplytoid inreplytostatusid inreplytostatusidstr \
         inreplytotweetid inreplytouri replyto replytoid parentpostid parenttweetid \
         parentcommentid parentmessageid record.reply.parent.uri antwortauf antwortzu",
    ),
    (
        Field::Thread,
        "thread threadid threadurl conversationid conversation rootid root rootpostid topicid \
         linkid storyid record.reply.root.uri thema unterhaltung",
    ),
    (
        Field::RepostOf,
        "repostof repostofid retweetof retweetedstatusid retweetid retweetedstatus.idstr reblogof \
         reblog.id sharedpostid",
    ),
    (Field::QuoteOf, "quoteof quoteofid quotedstatusid quotedstatusidstr quotedid quote.id"),
    (
        Field::Engagement,
        "engagement engagements totalengagement totalengagements interactions totalinteractions \
         engagementcount interaktionen interaktionengesamt",
    ),
    (
        Field::Interactions,
        "likes likecount likescount favorites favoritecount favouritescount favourites reposts \
         repostcount repostscount retweets retweetcount reblogs reblogscount shares sharecount \
         sharescount replies replycount repliescount comments commentcount commentscount \
         numcomments quotes quotecount reactions reactioncount upvotes ups score points claps \
         publicmetrics.likecount publicmetrics.retweetcount publicmetrics.replycount \
         publicmetrics.quotecount gefalltmir gefalltmirangaben geteilt geteilteinhalte kommentare \
         antworten reaktionen",
    ),
    (
        Field::Reach,
        "reach potentialreach estimatedreach reachestimate impressions impressioncount \
         potentialimpressions views viewcount viewscount publicmetrics.impressioncount reichweite \
         impressionen aufrufe",
    ),
    (
        Field::Media,
        "media mediaurl mediaurls hasmedia image images imageurl imageurls photo photos video \
         videos videourl attachments mediaattachments entities.media extendedentities.media \
         picture pictures bild bilder medien",
    ),
];
