//! How much memory this process uses, and has used at most.

/// Peak resident memory in MiB; `None` where the system does not say (only Linux is asked).
pub fn peak_mib() -> Option<f64> {
    mib("VmHWM:")
}

/// Resident memory in MiB at this moment; `None` as above.
pub fn now_mib() -> Option<f64> {
    mib("VmRSS:")
}

fn mib(what: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
