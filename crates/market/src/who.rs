//! Who is talked about: an invented maker of cargo bikes, two rivals, two partners, and those who ride.

use model::Quadrant;

use crate::stage::Stage;

/// Somebody whom the plan watches. All names are invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Who {
    /// Brambelo, the workspace's own brand.
    Brand,
    /// Okkervik, the rival who rises.
    RivalA,
    /// Tarnholt, the other rival.
    RivalB,
    /// Zwirbelrad, a chain of dealers.
    Dealer,
    /// Leasomir, who leases bikes to employees.
    Leasing,
    /// Those who ride cargo bikes, of any make.
    Riders,
}

impl Who {
    /// Everybody, in the order of the plan.
    pub const ALL: [Self; 6] =
        [Self::Brand, Self::RivalA, Self::RivalB, Self::Dealer, Self::Leasing, Self::Riders];

    /// The subject's name in the plan.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brand => "Brambelo",
            Self::RivalA => "Okkervik",
            Self::RivalB => "Tarnholt",
            Self::Dealer => "Zwirbelrad",
            Self::Leasing => "Leasomir",
            Self::Riders => "Cargo bike riders",
        }
    }

    /// Where they stand.
    pub const fn quadrant(self) -> Quadrant {
        match self {
            Self::Brand => Quadrant::Brand,
            Self::RivalA | Self::RivalB => Quadrant::Competitors,
            Self::Dealer | Self::Leasing => Quadrant::Partners,
            Self::Riders => Quadrant::Customers,
        }
    }

    /// Whether they build bikes.
    pub const fn is_maker(self) -> bool {
        matches!(self, Self::Brand | Self::RivalA | Self::RivalB)
    }

    /// What people call the thing they bought: the company's name or a model's, likely ones several times.
    pub(crate) const fn products(self) -> &'static [&'static str] {
        match self {
            Self::Brand => &[
                "Brambelo",
                "Brambelo",
                "Brambelo",
                "Trundel",
                "Trundel",
                "Trundel",
                "Trundel XL",
                "Pippik",
                "Brambelo Trundel",
            ],
            Self::RivalA => {
                &["Okkervik", "Okkervik", "Okkervik", "Fjordolo", "Fjordolo", "Hvallen"]
            }
            Self::RivalB => &["Tarnholt", "Tarnholt", "Tarnholt", "Packrel", "Packrel", "Stevvi"],
            Self::Dealer => &["Zwirbelrad"],
            Self::Leasing => &["Leasomir"],
            Self::Riders => &["cargo bike"],
        }
    }

    /// The short handle (without `@`) by which they are addressed; empty for those who have none.
    pub(crate) const fn short_handle(self) -> &'static str {
        match self {
            Self::Brand => "brambelo",
            Self::RivalA => "okkervik",
            Self::RivalB => "tarnholt",
            Self::Dealer => "zwirbelrad",
            Self::Leasing => "leasomir",
            Self::Riders => "",
        }
    }

    /// Their own account's handle on a network, where they have one.
    pub const fn account(self, stage: Stage) -> Option<&'static str> {
        match (self, stage) {
            (Self::Riders, _) => None,
            (Self::Brand, Stage::Mastodon) => Some("brambelo@brambelo.example"),
            (Self::Brand, Stage::Bluesky) => Some("brambelo.example"),
            (Self::Brand, Stage::Reddit) => Some("brambelo_official"),
            (Self::Brand, Stage::Forum) => Some("team_brambelo"),
            (Self::Brand, Stage::Tube) => Some("brambelobikes"),
            (Self::Brand, Stage::Reviews) => Some("brambelo_gmbh"),
            (Self::RivalA, Stage::Mastodon) => Some("okkervik@okkervik.example"),
            (Self::RivalA, Stage::Bluesky) => Some("okkervik.example"),
            (Self::RivalA, Stage::Reddit) => Some("okkervik_team"),
            (Self::RivalB, Stage::Mastodon) => Some("tarnholt@tarnholt.example"),
            (Self::RivalB, Stage::Reddit) => Some("tarnholt_help"),
            (Self::Dealer, Stage::Mastodon) => Some("zwirbelrad@zwirbelrad.example"),
            (Self::Dealer, Stage::Bluesky) => Some("zwirbelrad.example"),
            (Self::Leasing, Stage::Bluesky) => Some("leasomir.example"),
            _ => None,
        }
    }

    /// The watch that finds nearly every mention.
    pub const fn query(self) -> &'static str {
        match self {
            Self::Brand => {
                "brambel* OR trundel* OR pippik* OR zippra* OR @brambelo OR network:discourse OR network:app_store"
            }
            Self::RivalA => "okkervik* OR fjordolo* OR hvallen* OR @okkervik",
            Self::RivalB => "tarnholt* OR packrel* OR stevvi* OR @tarnholt",
            Self::Dealer => "zwirbelrad* OR @zwirbelrad",
            Self::Leasing => "leasomir* OR @leasomir",
            Self::Riders => {
                "\"cargo bike\" OR \"cargo bikes\" OR cargobike* OR lastenrad* OR lastenfahrrad* OR \"velo cargo\" OR \
                 \"velos cargo\" OR velocargo* OR \"bici cargo\" OR bicicargo* OR \"cargo bici\" OR cargobici* OR \
                 \"bicicleta de carga\" OR \"bicicletas de carga\" OR bakfiets* OR \"rower cargo\" OR カーゴバイク"
            }
        }
    }

    /// Lower-case strings any of which in a text makes it a mention; the same in words as [`Self::query`].
    pub(crate) const fn needles(self) -> &'static [&'static str] {
        match self {
            Self::Brand => &["brambel", "trundel", "pippik", "zippra"],
            Self::RivalA => &["okkervik", "fjordolo", "hvallen"],
            Self::RivalB => &["tarnholt", "packrel", "stevvi"],
            Self::Dealer => &["zwirbelrad"],
            Self::Leasing => &["leasomir"],
            Self::Riders => &[
                "cargo bike",
                "cargobike",
                "lastenrad",
                "lastenräd",
                "lastenfahrr",
                "vélo cargo",
                "vélos cargo",
                "velocargo",
                "bici cargo",
                "bicicargo",
                "cargo bici",
                "cargobici",
                "bicicleta de carga",
                "bicicletas de carga",
                "bakfiets",
                "rower cargo",
                "カーゴバイク",
            ],
        }
    }
}

/// A set of [`Who`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WhoSet(u8);

impl WhoSet {
    /// Nobody.
    pub const NONE: Self = Self(0);

    /// Whether `who` is in it.
    pub const fn has(self, who: Who) -> bool {
        self.0 & (1 << who as u8) != 0
    }

    /// With `who` added.
    #[must_use]
    pub const fn with(self, who: Who) -> Self {
        Self(self.0 | (1 << who as u8))
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nobody is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it, in order.
    pub fn iter(self) -> impl Iterator<Item = Who> {
        Who::ALL.into_iter().filter(move |who| self.has(*who))
    }

    /// Whom `text` names, by looking for every needle. Slow: for texts that are read once.
    pub fn named_in(text: &str) -> Self {
        let lower = text.to_lowercase();
        let named = |who: &Who| who.needles().iter().any(|needle| lower.contains(needle));
        Who::ALL.into_iter().filter(named).fold(Self::NONE, Self::with)
    }
}
