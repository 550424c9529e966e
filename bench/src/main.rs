//! `cargo xtask bench`: replays a second, events acknowledged a second, and the cold start of the play page.

mod cold_start;
mod ingest;
mod replay;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Clone, Copy, Subcommand)]
enum What {
    /// What a finished run costs, for every game: its trace decoded, replayed and found plausible, on one core.
    Replay,
    /// Batches into a real endpoint, answered after the disk.
    Ingest,
    /// The play page against a hand-written canvas page, on an emulated slow phone.
    ColdStart,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().what {
        Some(What::Replay) => replay::measure(),
        Some(What::Ingest) => ingest::measure().await,
        Some(What::ColdStart) => cold_start::measure().await,
        None => {
            replay::measure()?;
            ingest::measure().await?;
            cold_start::measure().await
        }
    }
}
