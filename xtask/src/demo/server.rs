//! A server started as a child process, which says on its standard output where it listens.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

/// A running child; it is stopped when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub url: String,
}

impl Server {
    /// Starts it and waits for its line `listening on <url>`; what it prints is shown.
    pub fn start(name: &str, command: &mut Command) -> Result<Server> {
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {name}"))?;
        let stdout = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(stdout).lines();
        for line in lines.by_ref() {
            let line = line?;
            println!("  {line}");
            if let Some(url) = line.strip_prefix("listening on ") {
                let url = url.trim().to_owned();
                thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("  {line}")));
                return Ok(Server { child, url });
            }
        }
        bail!("{name} stopped before it listened ({})", child.wait()?);
    }

    /// Until it ends by itself or by Ctrl-C.
    pub fn wait(mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}
