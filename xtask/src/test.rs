//! All tests.

pub fn run(_only_tests: bool) -> anyhow::Result<()> {
    crate::setup::browser()
}
