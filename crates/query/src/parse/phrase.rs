//! What stands between quotes: words, patterns, and `{BT}` in exact letters.

use crate::atom::{Atom, Fault, read, read_exact};

/// The atoms of a phrase in order.
pub(crate) fn read_phrase(text: &str) -> Result<Vec<Atom>, Fault> {
    let mut atoms = Vec::new();
    let mut rest = text;
    while let Some((before, braced)) = rest.split_once('{') {
        let (exact, after) = braced.split_once('}').ok_or(Fault::OpenBrace)?;
        extend(&mut atoms, read(before))?;
        extend(&mut atoms, read_exact(exact))?;
        rest = after;
    }
    extend(&mut atoms, read(rest))?;
    if atoms.is_empty() { Err(Fault::NoWord) } else { Ok(atoms) }
}

fn extend(atoms: &mut Vec<Atom>, more: Result<Vec<Atom>, Fault>) -> Result<(), Fault> {
    match more {
        Ok(more) => atoms.extend(more),
        Err(Fault::NoWord) => {}
        Err(fault) => return Err(fault),
    }
    Ok(())
}
