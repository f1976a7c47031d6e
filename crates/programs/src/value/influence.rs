//! Influence: Hubbell's centrality, and what it makes of others' lifetime values.

use super::{Invalid, Value, finite};

/// Sweeps after which what still moves is called endless.
const SWEEPS: usize = 10_000;

/// One person's influence on another: the share of `on`'s decisions that goes back to `by`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Who influences; a place in the list of people.
    pub by: usize,
    /// Who is influenced.
    pub on: usize,
    /// The share, 0 to 1.
    pub share: f64,
}

/// Hubbell's centrality: s = e + W s (Sociometry 1965), here s_i = e_i + Σ_j w_ij s_j, w_ij the share of j's decisions that i brought about.
///
/// # Errors
/// [`Invalid::Endless`] when influence feeds itself without end; other variants for inputs that mean nothing.
pub fn hubbell(own: &[f64], links: &[Influence]) -> Result<Vec<f64>, Invalid> {
    finite(own)?;
    for link in links {
        finite(&[link.share])?;
        if !(0.0..=1.0).contains(&link.share) {
            return Err(Invalid::NoShare);
        }
    }
    let mut status = own.to_vec();
    for _ in 0..SWEEPS {
        let mut next = own.to_vec();
        for link in links {
            if let (Some(into), Some(from)) = (next.get_mut(link.by), status.get(link.on)) {
                *into += link.share * from;
            }
        }
        let moved = next.iter().zip(&status).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let size = next.iter().map(|value| value.abs()).fold(1.0, f64::max);
        status = next;
        if moved <= 1e-12 * size {
            return Ok(status);
        }
        if !size.is_finite() {
            break;
        }
    }
    Err(Invalid::Endless)
}

/// CIV of the person at `who`: Σ_j CIE_ij × CLV_j over those whom they influence, directly and through others. Their own CLV is
/// left out, because it is counted as CLV.
///
/// # Errors
/// As [`hubbell`].
pub fn civ(clvs: &[f64], links: &[Influence], who: usize) -> Result<Value, Invalid> {
    let status = hubbell(clvs, links)?;
    let own = clvs.get(who).copied().unwrap_or_default();
    let whole = status.get(who).copied().unwrap_or_default();
    let direct: Vec<&Influence> = links.iter().filter(|link| link.by == who).collect();
    let mut inputs: Vec<(String, f64)> = vec![
        ("people influenced directly".to_owned(), direct.len() as f64),
        ("own CLV, left out".to_owned(), own),
        ("own CLV with the influence (Hubbell)".to_owned(), whole),
    ];
    let shares: f64 = direct.iter().map(|link| link.share).sum();
    inputs.push(("sum of the shares of others' decisions".to_owned(), shares));
    Ok(Value {
        amount: whole - own,
        inputs,
        formula: "CIV = s \u{2212} own CLV, s = CLV + W s: own CLV plus the share of each influenced person's s that goes back to this one",
        source: "Hubbell 1965 (s = e + W s) applied to CLVs, after Kumar et al. (Marketing Science 2013), who add the own CLV; the network's \
                 weights are not checked against the paper",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(by: usize, on: usize, share: f64) -> Influence {
        Influence { by, on, share }
    }

    #[test]
    fn status_solves_its_equation() {
        // s0 = 1 + 0.5 s1, s1 = 1 + 0.25 s0: s0 = 12/7, s1 = 10/7.
        let found = hubbell(&[1.0, 1.0], &[link(0, 1, 0.5), link(1, 0, 0.25)]).unwrap();
        assert!((found[0] - 12.0 / 7.0).abs() < 1e-9 && (found[1] - 10.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn influence_reaches_through_others_and_own_value_is_not_counted_twice() {
        // 0 → 1 → 2: 0.5 × (200 + 0.1 × 1,000).
        let found = civ(&[50.0, 200.0, 1_000.0], &[link(0, 1, 0.5), link(1, 2, 0.1)], 0).unwrap();
        assert!((found.amount - 150.0).abs() < 1e-9);
        assert_eq!(civ(&[50.0], &[], 0).unwrap().amount, 0.0);
    }

    #[test]
    fn endless_influence_is_refused() {
        assert_eq!(
            hubbell(&[1.0, 1.0], &[link(0, 1, 1.0), link(1, 0, 1.0)]),
            Err(Invalid::Endless)
        );
        assert_eq!(hubbell(&[1.0], &[link(0, 0, 1.5)]), Err(Invalid::NoShare));
    }
}
