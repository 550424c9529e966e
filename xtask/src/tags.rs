//! `cargo xtask tags`: writes the documents about tags from the lists in the code.

use crate::run;
use anyhow::Result;

pub fn write() -> Result<()> {
    run::step("Writing endpoint/TAGS.md and www/src/kit/tags.ts");
    let mut test = run::cargo();
    test.args(["test", "--quiet", "--package", "tapvine-endpoint", "--test", "endpoint", "tags::"]);
    run::run(test.env("TAPVINE_WRITE_TAGS", "1"))
}
