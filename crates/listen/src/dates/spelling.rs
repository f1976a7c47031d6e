//! Takes a date apart: numbers, month names, a time of day, an offset; which number is what is decided later.

use super::zones;
use crate::options::DateOrder;

/// A number of a date, with how many digits it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Number {
    pub(crate) value: i32,
    pub(crate) digits: u8,
}

/// A date taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Spelled {
    pub(crate) numbers: [Number; 3],
    pub(crate) count: usize,
    /// A month by its name.
    pub(crate) month: Option<i8>,
    /// Hour, minute, second.
    pub(crate) time: Option<(i8, i8, i8)>,
    /// Whether AM or PM was said.
    pub(crate) half_day: bool,
    /// Seconds east of UTC.
    pub(crate) offset_secs: Option<i32>,
    /// What stands between the first two numbers.
    pub(crate) separator: u8,
}

impl Spelled {
    /// Whether day and month are numbers that only their order tells apart.
    pub(crate) fn is_ambiguous_kind(&self) -> bool {
        self.month.is_none() && self.count == 3 && self.numbers[0].digits <= 2
    }

    /// Year, month, day; `order` counts only where [`Self::is_ambiguous_kind`]. `None` when numbers are missing.
    pub(crate) fn ymd(&self, order: DateOrder) -> Option<(i16, i8, i8)> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match (self.month, self.count) {
            (Some(month), 2) if a.digits >= 3 => (a, i32::from(month), b.value),
            (Some(month), 2) => (b, i32::from(month), a.value),
            (None, 3) if a.digits >= 3 => (a, b.value, c.value),
            (None, 3) => match order {
                DateOrder::Ymd if c.digits <= 2 => (a, b.value, c.value),
                DateOrder::Mdy => (c, a.value, b.value),
                _ => (c, b.value, a.value),
            },
            _ => return None,
        };
        let full = match (year.digits, year.value) {
            (1 | 2, short @ 0..70) => 2000 + short,
            (1 | 2, short) => 1900 + short,
            (_, full) => full,
        };
        let small = |value: i32| i8::try_from(value).ok();
        Some((i16::try_from(full).ok()?, small(month)?, small(day)?))
    }

    fn push(&mut self, value: i32, digits: usize) -> Option<()> {
        *self.numbers.get_mut(self.count)? = Number { value, digits: u8::try_from(digits).ok()? };
        self.count += 1;
        Some(())
    }

    fn set_half_day(&mut self, afternoon: bool) -> Option<()> {
        let (hour, minute, second) = self.time?;
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            (0..=12, _) => hour,
            _ => return None,
        };
        self.time = Some((hour, minute, second));
        self.half_day = true;
        Some(())
    }
}

/// Takes a date apart; `None` when something in it belongs to no date.
pub(crate) fn read(text: &str) -> Option<Spelled> {
    let spelled = parts(text)?;
    (spelled.count >= 2).then_some(spelled)
}

/// Takes a time of day apart.
pub(crate) fn read_time(text: &str) -> Option<Spelled> {
    let spelled = parts(text)?;
    (spelled.count == 0 && spelled.time.is_some()).then_some(spelled)
}

fn parts(text: &str) -> Option<Spelled> {
    if text.len() > 80 {
        return None;
    }
    let mut spelled = Spelled::default();
    let mut after_time = false;
    let mut after_t = false;
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (value, digits, tail) = number(rest)?;
            let clock = tail.starts_with(':') || (digits <= 2 && is_half_day_next(tail));
            if clock && spelled.time.is_none() {
                rest = time(rest, &mut spelled)?;
                after_time = true;
                continue;
            }
            if after_t && spelled.count == 3 && matches!(digits, 4 | 6) {
                spelled.time = compact_time(value, digits);
                after_time = true;
            } else if digits == 8 && spelled.count == 0 {
                spelled.push(value / 10_000, 4)?;
                spelled.push(value / 100 % 100, 2)?;
                spelled.push(value % 100, 2)?;
            } else if digits == 14 {
                return None;
            } else {
                spelled.push(value, digits)?;
                after_time = false;
            }
            if spelled.count == 1 {
                spelled.separator = tail.bytes().next().unwrap_or(b' ');
            }
            after_t = false;
            rest = tail;
        } else if first.is_alphabetic() {
            let (word, tail) = word(rest);
            after_t = word == "t";
            match word.as_str() {
                "am" | "a" if after_time => spelled.set_half_day(false)?,
                "pm" | "p" if after_time => spelled.set_half_day(true)?,
                _ => known_word(&word, &mut spelled)?,
            }
            rest = tail;
        } else if matches!(first, '+' | '-' | '−') && after_time && offset_follows(rest) {
            rest = offset(rest, &mut spelled)?;
            after_time = false;
        } else if first == '[' {
            return Some(spelled);
        } else if first == '(' {
            rest = rest.split_once(')').map_or("", |(_, tail)| tail);
        } else if " \u{a0}\u{202f},/.-–|T·".contains(first) {
            rest = rest.get(first.len_utf8()..)?;
        } else {
            return None;
        }
    }
    Some(spelled)
}

fn known_word(word: &str, spelled: &mut Spelled) -> Option<()> {
    if let Some(month) = zones::month(word) {
        return spelled.month.replace(month).is_none().then_some(());
    }
    if let Some(secs) = zones::offset_secs(word).filter(|_| spelled.time.is_some()) {
        spelled.offset_secs = Some(secs);
        return Some(());
    }
    zones::is_filler(word).then_some(())
}

/// A number of at most nine digits (fourteen are reported with value 0), how many digits, and what follows.
fn number(text: &str) -> Option<(i32, usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text.get(..digits)?.parse().ok()?;
    Some((value, digits, text.get(digits..)?))
}

/// A word in lower case with the full stops inside it dropped (`a.m.` → `am`), and what follows.
fn word(text: &str) -> (String, &str) {
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_alphabetic() && *c != '.')
        .map_or(text.len(), |(place, _)| place);
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect(), rest)
}

fn is_half_day_next(tail: &str) -> bool {
    let mut letters =
        tail.trim_start().chars().map(|c| c.to_ascii_lowercase()).filter(|c| *c != '.');
    matches!(letters.next(), Some('a' | 'p'))
        && letters.next() == Some('m')
        && !letters.next().is_some_and(char::is_alphabetic)
}

/// `11`, `11:35`, `11:35:20`, `11:35:20.123`.
fn time<'t>(text: &'t str, spelled: &mut Spelled) -> Option<&'t str> {
    let mut parts = [0_i32; 3];
    let mut rest = text;
    for (place, part) in parts.iter_mut().enumerate() {
        let (value, digits, tail) = number(rest)?;
        if digits > 2 {
            return None;
        }
        *part = value;
        rest = tail;
        match tail.strip_prefix(':') {
            Some(next) if place < 2 && next.starts_with(|c: char| c.is_ascii_digit()) => {
                rest = next
            }
            _ => break,
        }
    }
    if let Some(fraction) =
        rest.strip_prefix(['.', ',']).filter(|f| f.starts_with(|c: char| c.is_ascii_digit()))
    {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let [hour, minute, second] = parts;
    let small = |value: i32, most: i32| (value <= most).then_some(value as i8);
    spelled.time = Some((small(hour, 23)?, small(minute, 59)?, small(second.min(59), 59)?));
    (second <= 60).then_some(rest)
}

fn compact_time(value: i32, digits: usize) -> Option<(i8, i8, i8)> {
    let value = if digits == 4 { value * 100 } else { value };
    let (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100);
    (hour < 24 && minute < 60 && second < 60).then_some((hour as i8, minute as i8, second as i8))
}

fn offset_follows(text: &str) -> bool {
    let digits = text.chars().skip(1).take_while(char::is_ascii_digit).count();
    matches!(digits, 1 | 2 | 4)
}

/// `+1`, `+01`, `+0100`, `+01:00`.
fn offset<'t>(text: &'t str, spelled: &mut Spelled) -> Option<&'t str> {
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let (value, digits, mut rest) = number(text.trim_start_matches(['+', '-', '−']))?;
    let (hours, mut minutes) = if digits == 4 { (value / 100, value % 100) } else { (value, 0) };
    if let Some(tail) = rest.strip_prefix(':') {
        (minutes, _, rest) = number(tail)?;
    }
    if hours > 15 || minutes > 59 {
        return None;
    }
    spelled.offset_secs = Some(sign * (hours * 3600 + minutes * 60));
    Some(rest)
}
