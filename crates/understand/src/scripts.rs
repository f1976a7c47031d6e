//! Counts the scripts of a text while it is cut, and the letters that give a language away.

/// Letters seen, by script, and the languages that single letters speak for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Scripts {
    pub latin: u32,
    pub arabic: u32,
    pub cyrillic: u32,
    pub devanagari: u32,
    pub han: u32,
    pub kana: u32,
    pub hangul: u32,
    /// Letters of a script that one language of the stream owns, and that language's tag.
    pub own: u32,
    pub own_tag: &'static str,
    /// Letters that only Ukrainian, Serbian … use.
    pub telling: u32,
    pub telling_tag: &'static str,
    pub other: u32,
}

impl Scripts {
    /// Counts one letter outside ASCII.
    pub fn see(&mut self, c: char) {
        match c {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                self.latin += 1;
                if let Some(tag) = latin_letter(c) {
                    self.tell(tag);
                }
            }
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => {
                self.arabic += 1;
                match c {
                    'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' => self.tell("ur"),
                    'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک' => self.tell("fa"),
                    _ => {}
                }
            }
            '\u{400}'..='\u{52f}' => {
                self.cyrillic += 1;
                match c {
                    'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => self.tell("uk"),
                    'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'џ' => self.tell("sr"),
                    'ў' | 'Ў' => self.tell("be"),
                    _ => {}
                }
            }
            '\u{900}'..='\u{97f}' => self.devanagari += 1,
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => self.han += 1,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => {
                self.kana += 1
            }
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => self.hangul += 1,
            _ => match own_script(c) {
                Some(tag) => {
                    self.own += 1;
                    self.own_tag = tag;
                }
                None => self.other += 1,
            },
        }
    }

    fn tell(&mut self, tag: &'static str) {
        // Urdu uses Persian's letters too: its own decide.
        if self.telling_tag == "ur" && tag == "fa" {
            return;
        }
        if self.telling_tag == tag || tag == "ur" {
            self.telling += 1;
            self.telling_tag = tag;
        } else if self.telling == 0 {
            self.telling = 1;
            self.telling_tag = tag;
        } else {
            self.telling -= 1;
        }
    }

    /// Letters in all.
    pub fn letters(&self) -> u32 {
        self.latin
            + self.arabic
            + self.cyrillic
            + self.devanagari
            + self.han
            + self.kana
            + self.hangul
            + self.own
            + self.other
    }
}

/// Latin letters that one of the larger languages has to itself.
fn latin_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'ą' | 'ę' | 'ś' | 'ć' | 'ń' | 'ż' | 'ź' | 'Ł' | 'Ś' | 'Ż' => "pl",
        'ř' | 'ů' | 'ě' | 'ď' | 'ť' | 'Ř' => "cs",
        'ș' | 'ț' | 'ă' | 'ţ' | 'Ș' | 'Ț' => "ro",
        'ő' | 'ű' => "hu",
        'ğ' | 'ı' | 'ş' | 'İ' | 'Ş' => "tr",
        'ā' | 'ē' | 'ī' | 'ļ' | 'ņ' | 'ķ' | 'ģ' => "lv",
        'ė' | 'ų' | 'į' => "lt",
        'ß' => "de",
        'đ' | 'ơ' | 'ư' | '\u{1ea0}'..='\u{1ef9}' => "vi",
        'ð' | 'þ' | 'Þ' => "is",
        _ => return None,
    })
}

/// Scripts that stand for one language in practice.
fn own_script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "el",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{10a0}'..='\u{10ff}' => "ka",
        '\u{530}'..='\u{58f}' => "hy",
        '\u{980}'..='\u{9ff}' => "bn",
        '\u{a00}'..='\u{a7f}' => "pa",
        '\u{a80}'..='\u{aff}' => "gu",
        '\u{b80}'..='\u{bff}' => "ta",
        '\u{c00}'..='\u{c7f}' => "te",
        '\u{c80}'..='\u{cff}' => "kn",
        '\u{d00}'..='\u{d7f}' => "ml",
        '\u{d80}'..='\u{dff}' => "si",
        '\u{1000}'..='\u{109f}' => "my",
        '\u{1780}'..='\u{17ff}' => "km",
        '\u{e80}'..='\u{eff}' => "lo",
        '\u{1200}'..='\u{137f}' => "am",
        _ => return None,
    })
}
