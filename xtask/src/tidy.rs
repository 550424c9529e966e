//! Tidiness.

pub fn check() -> anyhow::Result<()> {
    drop(crate::project::campaigns());
    Ok(())
}
