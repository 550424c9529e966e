//! Everything that is decided, once, over small row operations of whatever store there is.
//!
//! A decision is a [`Command`]: it reads rows, decides, changes rows and appends the events that tell of it,
//! all in one transaction. Ids of what it makes and events of the endpoint come from here.

pub mod consent;
pub mod coupon;
pub mod departure;
pub mod erasure;
pub mod event;
pub mod fair_play;
pub mod funnel;
pub mod gone;
pub mod group;
pub mod identity;
pub mod invite;
pub mod label;
pub mod labelling;
pub mod my_labels;
pub mod player;
pub mod rejected;
pub mod run;
pub mod segment;
pub mod setting;
pub mod stock;
pub mod verify_run;
pub mod withdrawal;

use crate::store::{Store, StoreError, Stored, Transaction, Work};
use async_trait::async_trait;
use std::sync::{Arc, Mutex, PoisonError};

/// How often a decision is made again when another transaction was first.
const ATTEMPTS: usize = 5;

#[async_trait]
pub trait Command: Send + Sync + 'static {
    type Answer: Send + 'static;

    /// How many rows it writes, roughly.
    fn rows(&self) -> usize {
        1
    }

    /// How many bytes it holds while it waits, roughly.
    fn bytes(&self) -> usize {
        0
    }

    /// It may be asked again: a transaction that lost a race leaves nothing behind.
    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<Self::Answer>;
}

/// Makes a decision and answers after it is durable.
pub async fn execute<C: Command>(store: &dyn Store, command: C) -> Stored<C::Answer> {
    let command = Arc::new(command);
    for attempt in 1.. {
        let answer = Arc::new(Mutex::new(None));
        let work = Execution { command: command.clone(), answer: answer.clone() };
        match store.transact(Box::new(work)).await {
            Err(StoreError::Conflict(_)) if attempt < ATTEMPTS => {}
            Err(error) => return Err(error),
            Ok(()) => {
                let answer = answer.lock().unwrap_or_else(PoisonError::into_inner).take();
                return answer.ok_or_else(|| anyhow::anyhow!("the work was never run").into());
            }
        }
    }
    unreachable!("the last attempt returns")
}

struct Execution<C: Command> {
    command: Arc<C>,
    answer: Arc<Mutex<Option<C::Answer>>>,
}

#[async_trait]
impl<C: Command> Work for Execution<C> {
    fn rows(&self) -> usize {
        self.command.rows()
    }

    fn bytes(&self) -> usize {
        self.command.bytes()
    }

    async fn run(&mut self, tx: &mut dyn Transaction) -> Stored<()> {
        let answer = self.command.decide(tx).await?;
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        Ok(())
    }
}
