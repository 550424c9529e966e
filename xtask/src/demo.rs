//! The demo.

pub fn run(_port: u16) -> anyhow::Result<()> {
    crate::build::everything()
}
