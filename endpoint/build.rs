//! A new migration is a change of this crate.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
