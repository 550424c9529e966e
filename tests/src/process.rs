//! A child process that says in one line of its output where it listens, and dies with the test.

use anyhow::{Context, Result};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

const START_LIMIT: Duration = Duration::from_secs(60);

pub struct Process {
    child: Child,
    /// Kept open: a program that prints into a closed pipe dies.
    _lines: Lines<BufReader<ChildStdout>>,
    /// What followed `marker` in the line that had it.
    pub announced: String,
}

impl Process {
    /// Starts a program and waits for the line that holds `marker`.
    pub async fn start(mut command: Command, marker: &str) -> Result<Process> {
        let program = command.as_std().get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let mut lines = BufReader::new(child.stdout.take().context("piped")?).lines();
        let listening = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, announced)) = line.split_once(marker) {
                    return Ok(announced.trim().trim_end_matches('.').to_owned());
                }
            }
            anyhow::bail!("{program} ended before it announced `{marker}`")
        };
        let announced =
            timeout(START_LIMIT, listening).await.with_context(|| format!("{program} says nothing"))??;
        Ok(Process { child, _lines: lines, announced })
    }

    /// `kill -9`, and waits until the process is gone.
    pub async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// A driver's browsers go with it, even when the test fails before it quits them.
impl Drop for Process {
    fn drop(&mut self) {
        if let Some(group) = self.child.id() {
            let kill = std::process::Command::new("kill").args(["-9", "--", &format!("-{group}")]).status();
            debug_assert!(kill.is_ok(), "every system with a browser has kill");
        }
    }
}
