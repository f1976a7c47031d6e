//! One pass over many items on all cores, in ranges whose results come back in order.

use std::ops::Range;

use crate::observe::threads;

/// Runs `work` over ranges that together cover `0..items`, one per core.
pub(crate) fn over_ranges<T: Send>(
    items: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    // A thread is not worth starting for a few thousand items.
    let workers = threads(items.div_ceil(4_096));
    let length = items.div_ceil(workers).max(1);
    let ranges = (0..workers).map(|i| (i * length).min(items)..((i + 1) * length).min(items));
    std::thread::scope(|scope| {
        let handles: Vec<_> = ranges
            .map(|range| {
                let work = &work;
                scope.spawn(move || work(range))
            })
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once_and_in_order() {
        for items in [0, 1, 4_096, 4_097, 100_000] {
            let ranges = over_ranges(items, |range| range);
            let all: Vec<usize> = ranges.into_iter().flatten().collect();
            assert!(all.iter().copied().eq(0..items));
        }
    }
}
