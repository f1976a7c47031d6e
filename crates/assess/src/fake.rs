//! Small made-up markets for tests: what was said, by whom, with which reading.

use model::{
    Act, Acts, Confusion, Emotion, Kind, Language, Network, Plan, PostId, Quadrant, Quote,
    Sentiment, Seq, Side, Subject, SubjectId, Timestamp, Watch, WatchId, Window, Zone,
};

use crate::{AssessmentRequest, Observation, Observed, ObservedError};

/// 2026-01-05, a Monday, midnight UTC.
pub(crate) const START: i64 = 1_767_571_200;
pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// A post of a made-up market; start from [`say`].
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) native: String,
    pub(crate) parent: Option<String>,
    pub(crate) at: i64,
    pub(crate) watches: Vec<WatchId>,
    pub(crate) network: &'static str,
    pub(crate) channel: Option<&'static str>,
    pub(crate) author: String,
    pub(crate) followers: Option<u64>,
    pub(crate) engagement: Option<u64>,
    pub(crate) language: Language,
    pub(crate) sentiment: Option<Sentiment>,
    pub(crate) emotion: Option<Emotion>,
    pub(crate) acts: Acts,
    pub(crate) kind: Kind,
    pub(crate) side: Side,
    pub(crate) repeat: bool,
    pub(crate) spam: Option<bool>,
    pub(crate) towards: Vec<(SubjectId, Sentiment)>,
    pub(crate) text: String,
}

/// A neutral original post on mastodon by `author` at `START + at` seconds, matched by the watches of these numbers.
pub(crate) fn say(
    native: impl ToString,
    author: &str,
    at: i64,
    watches: &[u32],
    text: &str,
) -> Said {
    Said {
        native: native.to_string(),
        parent: None,
        at: START + at,
        watches: watches.iter().map(|id| WatchId(*id)).collect(),
        network: "mastodon",
        channel: None,
        author: author.to_owned(),
        followers: None,
        engagement: None,
        language: Language::ENGLISH,
        sentiment: Some(Sentiment { negative: 0.1, neutral: 0.8, positive: 0.1 }),
        emotion: None,
        acts: Acts::NONE,
        kind: Kind::Original,
        side: Side::External,
        repeat: false,
        spam: None,
        towards: Vec::new(),
        text: text.to_owned(),
    }
}

impl Said {
    pub(crate) fn negative(mut self) -> Self {
        self.sentiment = Some(Sentiment { negative: 0.8, neutral: 0.1, positive: 0.1 });
        self
    }

    pub(crate) fn positive(mut self) -> Self {
        self.sentiment = Some(Sentiment { negative: 0.1, neutral: 0.1, positive: 0.8 });
        self
    }

    pub(crate) fn act(mut self, act: Act) -> Self {
        self.acts = self.acts.with(act);
        self
    }

    pub(crate) fn reply_to(mut self, native: impl ToString) -> Self {
        self.parent = Some(native.to_string());
        self.kind = Kind::Reply;
        self
    }

    pub(crate) fn inside(mut self) -> Self {
        self.side = Side::Internal;
        self
    }

    pub(crate) fn on(mut self, network: &'static str, channel: Option<&'static str>) -> Self {
        (self.network, self.channel) = (network, channel);
        self
    }

    fn id(&self, native: &str) -> PostId {
        PostId::of(&Network::new(self.network).unwrap(), native)
    }
}

/// A market of posts, dealt out to parts.
#[derive(Debug, Clone)]
pub(crate) struct Fake {
    pub(crate) posts: Vec<Said>,
    pub(crate) parts: usize,
    pub(crate) fails: bool,
}

impl Fake {
    pub(crate) fn of(posts: Vec<Said>) -> Self {
        Self { posts, parts: 1, fails: false }
    }
}

impl Observed for Fake {
    fn parts(&self) -> usize {
        self.parts
    }

    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError> {
        if self.fails {
            return Err(ObservedError("the disk is gone".into()));
        }
        for (place, said) in self.posts.iter().enumerate().filter(|(i, _)| i % self.parts == part) {
            if !window.contains(Timestamp(said.at)) {
                continue;
            }
            visit(Observation {
                seq: Seq(place as u64 + 1),
                key: said.id(&said.native).key(),
                parent: said.parent.as_ref().map(|parent| said.id(parent).key()),
                created_at: Timestamp(said.at),
                watches: &said.watches,
                network: said.network,
                channel: said.channel,
                author: &said.author,
                followers: said.followers,
                engagement: said.engagement,
                language: said.language,
                sentiment: said.sentiment,
                emotion: said.emotion,
                acts: said.acts,
                kind: said.kind,
                side: said.side,
                repeat: said.repeat,
                spam: said.spam,
                towards: &said.towards,
                title: None,
                text: &said.text,
            });
        }
        Ok(())
    }

    fn quotes(&self, seqs: &[Seq]) -> Result<Vec<Quote>, ObservedError> {
        let quote = |seq: &Seq| {
            let said = self.posts.get(seq.0 as usize - 1)?;
            Some(Quote {
                id: said.id(&said.native),
                seq: *seq,
                network: Network::new(said.network).unwrap(),
                author: said.author.clone(),
                created_at: Timestamp(said.at),
                text: said.text.clone(),
                url: None,
            })
        };
        Ok(seqs.iter().filter_map(quote).collect())
    }
}

/// A plan with a brand (watch 1, account `mastodon:acme`), a competitor (watch 2, account `mastodon:bolt`), a partner
/// (watch 3) and customers (watch 4).
pub(crate) fn plan() -> Plan {
    let mut plan = Plan::empty("test", Zone::utc());
    let subjects = [
        ("Acme", Quadrant::Brand, "acme", "acme OR @acme"),
        ("Bolt", Quadrant::Competitors, "bolt", "bolt"),
        ("Dealers", Quadrant::Partners, "", "dealer"),
        ("Customers", Quadrant::Customers, "", "phone"),
    ];
    for (number, (name, quadrant, account, query)) in (1..).zip(subjects) {
        plan.subjects.push(Subject {
            id: SubjectId(number),
            name: name.to_owned(),
            quadrant,
            accounts: (!account.is_empty())
                .then(|| format!("mastodon:{account}"))
                .into_iter()
                .collect(),
        });
        plan.watches.push(Watch {
            id: WatchId(number),
            name: name.to_owned(),
            subject: SubjectId(number),
            query: query.to_owned(),
        });
    }
    plan
}

/// A classifier that is right in 80 of 100 posts.
pub(crate) fn classifier() -> Confusion {
    Confusion {
        counts: [[800, 150, 50], [100, 800, 100], [50, 150, 800]],
        prior: [0.3, 0.4, 0.3],
        worth: None,
        measured_on: "made up".to_owned(),
    }
}

/// The request for everything.
pub(crate) fn request<'a>(plan: &'a Plan, classifier: &'a Confusion) -> AssessmentRequest<'a> {
    AssessmentRequest {
        plan,
        classifier,
        act_errors: Vec::new(),
        topic_names: Vec::new(),
        gaps: Vec::new(),
        window: None,
        subject: None,
        without_spam: false,
        as_of: Timestamp(START + 400 * DAY),
        seed: 1,
    }
}
