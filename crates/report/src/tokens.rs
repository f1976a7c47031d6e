//! The design's tokens with their light values written in, for places that know neither variables nor themes: paper and
//! e-mail.

/// The tokens; the first block is the light theme.
const TOKENS: &str = include_str!("../templates/style/tokens.css");

/// `style` with each variable replaced by its light value.
pub fn light(style: &str) -> String {
    let block = TOKENS.split('}').next().unwrap_or_default();
    let block = block.split_once('{').map_or("", |(_, inside)| inside);
    let values = block.split(';').filter_map(|it| it.trim().split_once(':'));
    let values = values.filter(|(name, _)| name.starts_with("--"));
    values.fold(style.to_owned(), |style, (name, value)| {
        style.replace(&format!("var({name})"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_become_their_light_values() {
        assert_eq!(light("color:var(--accent)"), "color:#9a5b00");
        assert_eq!(light("width:var(--w)"), "width:var(--w)");
    }
}
