//! How many connections the process can hold without running out of file handles.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More than this a process of this kind does not serve well.
const MOST: u64 = 8_192;
/// The database with its readers, the log, the listener, and a few to spare.
const OTHER_HANDLES: u64 = 64;
/// A connection, and the file that is read for it.
const HANDLES_PER_CONNECTION: u64 = 2;
const LEAST: u64 = 8;

/// Raises the process's own limit as far as it may, and says how many connections fit into it.
pub fn capacity() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = MOST * HANDLES_PER_CONNECTION + OTHER_HANDLES;
    let allowed = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let mut handles = current.unwrap_or(wanted);
    if handles < allowed {
        match setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum }) {
            Ok(()) => handles = allowed,
            Err(error) => tracing::warn!(%error, handles, "the limit of open files stays as it was"),
        }
    }
    connections_in(handles) as usize
}

fn connections_in(handles: u64) -> u64 {
    (handles.saturating_sub(OTHER_HANDLES) / HANDLES_PER_CONNECTION).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_connection_has_a_handle_for_itself_and_one_for_a_file() {
        assert_eq!(connections_in(1_024), 480);
        assert_eq!(connections_in(1_000_000), MOST);
        assert_eq!(connections_in(10), LEAST);
    }
}
