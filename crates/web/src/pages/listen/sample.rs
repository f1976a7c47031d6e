//! Posts drawn evenly across time, so that a sample shows more than the newest.

/// Posts in a sample.
pub const SIZE: usize = 8;

/// Places of a sample of `size` out of `count` in order: one from each of `size` equal stretches. Another `draw` draws
/// others; draw 0 takes the middle of each stretch.
pub fn places(count: usize, size: usize, draw: u64) -> Vec<usize> {
    let size = size.min(count);
    (0..size)
        .map(|stretch| {
            let (from, to) = (stretch * count / size, (stretch + 1) * count / size);
            let width = (to - from).max(1);
            if draw == 0 {
                from + width / 2
            } else {
                from + (mix(draw, stretch as u64) % width as u64) as usize
            }
        })
        .collect()
}

/// SplitMix64 of both.
fn mix(draw: u64, stretch: u64) -> u64 {
    let seed = draw
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(stretch.wrapping_mul(0xd1b5_4a32_d192_ed03));
    let a = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let b = (a ^ (a >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    b ^ (b >> 31)
}

/// Wilson's interval for a share at 95 % (Wilson 1927, "Probable inference"): between 0 and 1.
pub fn wilson(hits: u64, of: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (of as f64, hits as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    (((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_each_stretch_and_none_twice() {
        for draw in [0, 1, 2, 77] {
            for count in [0, 1, 5, 8, 9, 100, 100_003] {
                let places = places(count, SIZE, draw);
                assert_eq!(places.len(), count.min(SIZE));
                assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
                assert!(places.iter().all(|place| *place < count));
            }
        }
        assert_ne!(places(1_000, SIZE, 1), places(1_000, SIZE, 2));
    }

    #[test]
    fn the_interval_is_the_one_of_the_books() {
        let (low, high) = wilson(6, 8);
        assert!((low - 0.4093).abs() < 1e-3 && (high - 0.9285).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert!(wilson(8, 8).0 > 0.6);
    }
}
