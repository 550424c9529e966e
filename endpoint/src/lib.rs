//! The reference data endpoint.
