//! One look-up per token: the lexica's valence, the part it plays, the languages it speaks for, its place in phrases.

use crate::tokens::{TokenKind, Tokens};

/// Bits of [`Entry::role`].
pub(crate) mod role {
    /// Turns what follows round (`not`, `nicht`, `jamais`).
    pub const NEGATOR: u16 = 1;
    /// Makes what follows stronger.
    pub const BOOSTER: u16 = 2;
    /// Makes what follows weaker.
    pub const DAMPENER: u16 = 4;
    /// What comes after weighs more than what came before.
    pub const BUT: u16 = 8;
    /// First person.
    pub const SELF: u16 = 16;
    /// Opens a question (`who`, `does`, `warum`).
    pub const ASKS: u16 = 32;
    /// Second person.
    pub const YOU: u16 = 64;
    /// Whoever can answer (`anyone`, `jemand`).
    pub const ANYONE: u16 = 128;
    /// Said before a sentence begins (`hey`, `so`, `lol`).
    pub const OPENS: u16 = 256;
}

/// What is known of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Bit n: a function word of language n of [`crate::detect::TAGS`].
    pub languages: u32,
    /// Its number in the phrase tables; 0 is none.
    pub phrase: u16,
    /// VADER's mean valence, −4 … 4, in steps of 1/30.
    pub valence: i8,
    /// Opinion Lexicon: −1, 0 or 1.
    pub opinion: i8,
    /// See [`role`].
    pub role: u16,
    /// Its number in the convolution; 0 is every word that it does not know.
    pub word: u16,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    entry: Entry,
}

/// Entries by the hash of their token; open addressing, at most half full.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    slots: Vec<Slot>,
    used: usize,
    phrases: u16,
}

impl Vocabulary {
    pub fn new() -> Self {
        let mut vocabulary = Self { slots: vec![Slot::default(); 1 << 12], used: 0, phrases: 0 };
        for (words, role) in ROLES {
            for word in words.split_ascii_whitespace() {
                vocabulary.entry_of(word, |entry| entry.role |= role);
            }
        }
        vocabulary
    }

    /// What is known of the token with this hash.
    #[inline]
    pub fn get(&self, hash: u32) -> Entry {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        // The table is at most half full, so an empty slot always ends the walk.
        while let Some(slot) = self.slots.get(at) {
            if slot.key == hash {
                return slot.entry;
            }
            if slot.key == 0 {
                break;
            }
            at = (at + 1) & mask;
        }
        Entry::default()
    }

    /// Changes the entry with this hash.
    pub fn change(&mut self, hash: u32, change: impl FnOnce(&mut Entry)) {
        if self.used * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![Slot::default(); old.len() * 2];
            for slot in old.into_iter().filter(|slot| slot.key != 0) {
                if let Some(to) = self.place(slot.key) {
                    *to = slot;
                }
            }
        }
        let key = hash.max(1);
        let mut fresh = false;
        if let Some(slot) = self.place(key) {
            fresh = slot.key == 0;
            slot.key = key;
            change(&mut slot.entry);
        }
        self.used += usize::from(fresh);
    }

    /// Changes the entry of `word`, when it is one token; otherwise does nothing and answers `None`.
    pub fn entry_of(&mut self, word: &str, change: impl FnOnce(&mut Entry)) -> Option<u32> {
        let hash = hash_word(word)?;
        self.change(hash, change);
        Some(hash)
    }

    /// The number of `word` in the phrase tables, given on first sight.
    pub fn phrase_of(&mut self, word: &str) -> Option<u16> {
        let next = self.phrases + 1;
        let mut given = 0;
        self.entry_of(word, |entry| {
            if entry.phrase == 0 {
                entry.phrase = next;
            }
            given = entry.phrase;
        })?;
        self.phrases = self.phrases.max(given);
        Some(given)
    }

    fn place(&mut self, key: u32) -> Option<&mut Slot> {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots.get(at).is_some_and(|slot| slot.key != 0 && slot.key != key) {
            at = (at + 1) & mask;
        }
        self.slots.get_mut(at)
    }
}

/// The hash of a text that is one token, `None` when it is several.
pub fn hash_word(word: &str) -> Option<u32> {
    let mut tokens = Tokens::default();
    tokens.read(None, word);
    match tokens.as_slice() {
        [one] if one.kind != TokenKind::Address => Some(one.hash.max(1)),
        _ => None,
    }
}

const ROLES: [(&str, u16); 9] = [
    (
        "hey hi hello yo hiya heya so and well um umm uh oh ah aw ok okay k lol lmao haha hahaha omg wait then also btw hmm \
         hallo hola ciao oi salut bonjour",
        role::OPENS,
    ),
    (
        "no not never none nothing nobody nowhere neither nor cannot can't cant won't wont don't dont didn't didnt \
         doesn't doesnt isn't isnt aren't arent wasn't wasnt weren't couldn't couldnt wouldn't wouldnt shouldn't \
         shouldnt hasn't hasnt haven't havent hadn't ain't aint without hardly barely lack lacks lacking nope \
         nicht kein keine keinen keinem keiner nie niemals nichts ohne weder kaum nix \
         pas jamais rien aucun aucune sans ni ne plus n'est n'ai n'a \
         nunca nada ningún ninguna ninguno sin tampoco jamás \
         non mai niente nessuno nessuna senza neanche né \
         não nao nem nenhum nenhuma ninguém sem jamais \
         لا لم لن ليس ليست مش مو ما بدون غير nahi nahin nai nhi mat",
        role::NEGATOR,
    ),
    (
        "very really so extremely super absolutely totally completely too such incredibly insanely fucking freaking \
         damn utterly especially highly most seriously truly deeply bloody hella \
         sehr echt richtig total extrem absolut so voll mega \
         très trop vraiment tellement super extrêmement muy tan demasiado super realmente súper \
         molto troppo davvero così tanto muito demais tão super mesmo جدا bahut bohot",
        role::BOOSTER,
    ),
    (
        "somewhat slightly kinda sorta partly little almost less fairly rather pretty ein bisschen etwas ziemlich \
         un peu assez algo poco abbastanza um pouco meio",
        role::DAMPENER,
    ),
    (
        "but however though although yet except aber jedoch mais pero sino ma però mas porém لكن lekin",
        role::BUT,
    ),
    (
        "i i'm im i've i'd i'll me my mine we our us we're we've ich mich mir mein meine meinen meinem wir uns unser \
         je j'ai moi mon ma mes nous notre yo mi mis me nosotros estoy tengo io mio mia noi ho eu meu minha nós tenho \
         estou",
        role::SELF,
    ),
    (
        "who what when where why how which whose is are am was were do does did can could will would should has have \
         isn't aren't don't doesn't didn't can't couldn't won't wouldn't any anyone anybody \
         what's whats where's wheres who's whos how's hows when's wat wut wht r ru \
         wer was wann wo warum wie wieso weshalb welche welcher welches wohin woher kann kannst könnt können hat habt \
         gibt weiß ist sind wird soll darf \
         qui que quoi quand où pourquoi comment quel quelle quels quelles combien est-ce peut pouvez \
         quién qué cuándo dónde cómo cuál cuánto cuánta alguien puede pueden por \
         chi cosa quando dove perché come quale quali quanto qualcuno può potete \
         quem quando onde como qual quais quanto alguém pode podem",
        role::ASKS,
    ),
    (
        "you u ya your you're y'all yall yours du dich dir dein deine ihr euch eure sie tu te ton ta vous votre vos usted \
         ustedes tú vosotros os lei voi vi você vocês",
        role::YOU,
    ),
    (
        "anyone anybody someone somebody anyone's any everyone jemand jmd wer quelqu'un alguien qualcuno alguém",
        role::ANYONE,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_again_and_strangers_are_not() {
        let mut vocabulary = Vocabulary::new();
        for n in 0..20_000u32 {
            vocabulary.change(n * 7 + 1, |e| e.valence = (n % 100) as i8);
        }
        assert!((0..20_000u32).all(|n| vocabulary.get(n * 7 + 1).valence == (n % 100) as i8));
        assert_eq!(vocabulary.get(3), Entry::default());
        let not = hash_word("Not").unwrap();
        assert_eq!(vocabulary.get(not).role & role::NEGATOR, role::NEGATOR);
        assert_eq!(hash_word("two words"), None);
    }
}
