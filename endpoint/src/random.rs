//! Random bytes from the operating system, the only source of seeds, codes, ids and secrets.

use crate::error::ApiError;

/// # Errors
/// When the operating system has none to give; nothing may go on without.
pub fn bytes<const N: usize>() -> Result<[u8; N], ApiError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| ApiError::Broken(error.into()))?;
    Ok(bytes)
}
