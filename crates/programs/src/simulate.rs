//! Many seeded runs on all cores, for tests that ask how often something holds.

/// The share of the seeds `0..runs` for which `holds`.
pub(crate) fn share_of(runs: u64, holds: impl Fn(u64) -> bool + Sync) -> f64 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let held: u64 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|core| {
                let holds = &holds;
                scope.spawn(move || {
                    (core..runs).step_by(cores as usize).filter(|seed| holds(*seed)).count() as u64
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    held as f64 / runs as f64
}
