//! The module's entry in a browser.

tapvine_stage::browser_module!(rules: crate::rules::FruitRush, view: crate::view::View);
