//! The page shows names by the same rule as the endpoint.

use anyhow::{Result, ensure};
use tapvine_tests::folders;
use tokio::process::Command;

#[tokio::test]
async fn the_page_cuts_names_as_the_endpoint_does() -> Result<()> {
    let output = Command::new("node").arg(folders::project().join("www/tests/names.mjs")).output().await?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
