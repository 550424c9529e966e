//! The endpoint from outside: a real server on a real socket with a real database file.

mod allowance;
mod audit;
mod batch;
mod behaviour;
mod campaigns;
mod coupons;
mod crash;
mod exports;
mod groups;
mod insights;
mod invites;
mod keys;
mod label_exports;
mod label_states;
mod labels;
mod log;
mod openapi;
mod pages;
mod players;
mod runs;
mod segments;
mod start;
mod support;
mod tags;
mod tokens;
mod upgrade;
