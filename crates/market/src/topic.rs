//! What people talk about, and by which words each topic is to be recognised.

/// A planted topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Topic {
    /// Battery, range, charging.
    Battery,
    /// Delivery and shipping. Planted: the brand is worse than Okkervik.
    Delivery,
    /// The app. Planted: the brand is worse than Okkervik, and staff see it differently.
    App,
    /// Price and value.
    Price,
    /// Support and customer service. Planted: the brand is better than Okkervik.
    Service,
    /// Ride and comfort. Planted: the brand is better than Okkervik.
    Comfort,
    /// Brakes, motor, frame.
    Quality,
    /// Spare parts. Planted: nobody answers questions about them.
    Parts,
    /// Dealers and workshops.
    Dealer,
    /// Leasing.
    Leasing,
    /// The planted product failure: a hinge pin that breaks.
    Failure,
    /// The planted launch of the Zippra.
    Launch,
    /// The planted rise of Okkervik: a winter trial.
    Rise,
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: [Self; 13] = [
        Self::Battery,
        Self::Delivery,
        Self::App,
        Self::Price,
        Self::Service,
        Self::Comfort,
        Self::Quality,
        Self::Parts,
        Self::Dealer,
        Self::Leasing,
        Self::Failure,
        Self::Launch,
        Self::Rise,
    ];

    /// Whether it is something that happened, and not a lasting topic.
    pub const fn is_event(self) -> bool {
        matches!(self, Self::Failure | Self::Launch | Self::Rise)
    }

    /// The word for it in the text files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Battery => "battery",
            Self::Delivery => "delivery",
            Self::App => "app",
            Self::Price => "price",
            Self::Service => "service",
            Self::Comfort => "comfort",
            Self::Quality => "quality",
            Self::Parts => "parts",
            Self::Dealer => "dealer",
            Self::Leasing => "leasing",
            Self::Failure => "failure",
            Self::Launch => "launch",
            Self::Rise => "rise",
        }
    }

    /// The topic called `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }

    /// Words (in lower case) by which a found topic is recognised as this one, in any language of the market.
    pub const fn signs(self) -> &'static [&'static str] {
        match self {
            Self::Battery => &[
                "battery",
                "range",
                "charg",
                "akku",
                "reichweite",
                "batterie",
                "batería",
                "batteria",
                "bateria",
            ],
            Self::Delivery => &[
                "deliver",
                "shipping",
                "courier",
                "tracking",
                "liefer",
                "livraison",
                "entrega",
                "consegna",
            ],
            Self::App => &["app", "update", "bluetooth", "appli"],
            Self::Price => {
                &["price", "expensive", "euros", "preis", "prix", "precio", "prezzo", "preço"]
            }
            Self::Service => &[
                "support",
                "service",
                "hotline",
                "ticket",
                "kundendienst",
                "assistenza",
                "atención",
                "atendimento",
            ],
            Self::Comfort => &[
                "ride",
                "comfort",
                "suspension",
                "smooth",
                "seat",
                "fahrkomfort",
                "bequem",
                "federung",
                "confort",
            ],
            Self::Quality => &[
                "brake",
                "frame",
                "motor",
                "quality",
                "bremsen",
                "verarbeitung",
                "frein",
                "freno",
                "travões",
            ],
            Self::Parts => {
                &["spare", "part", "ersatzteil", "pièce", "repuesto", "ricambi", "peças"]
            }
            Self::Dealer => &["dealer", "workshop", "test ride", "händler", "werkstatt"],
            Self::Leasing => &["leasing", "lease"],
            Self::Failure => &["hinge pin", "hinge", "scharnierbolzen"],
            Self::Launch => &["zippra"],
            Self::Rise => &["winter trial", "trial", "winterprobe"],
        }
    }
}
