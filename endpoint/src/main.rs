//! Starts the endpoint and ends it in order on SIGTERM or Ctrl-C; or audits what is stored, or makes a key.

use anyhow::Context as _;
use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use tapvine_endpoint::audit::audit;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::config::{Config, KeyTask, Task};
use tapvine_endpoint::keys::make_key;
use tapvine_endpoint::server::Running;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<ExitCode> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let coloured = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(coloured).init();
    let (config, task) = Config::load()?;
    match task {
        Task::Serve => {}
        Task::Audit => {
            let report = audit(&config.database).await?;
            println!("{report}");
            return Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Task::Key(KeyTask::New { scopes, name }) => {
            println!("{}", make_key(&name, &scopes)?);
            return Ok(ExitCode::SUCCESS);
        }
    }
    tracing::info!("{config}");
    let mut terminated = signal(SignalKind::terminate()).context("signals")?;
    let running = Running::start(&config, Arc::new(SystemClock)).await?;
    println!("listening on http://{}", running.address);
    tokio::select! {
        _ = terminated.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted.context("signals")?,
    }
    tracing::info!("stopping");
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}
