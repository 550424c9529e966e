//! What a handler asks of a key, as types, so that the scope stands in its signature.

use super::Scope;

pub trait Asks: Send + Sync {
    const SCOPE: Scope;
}

macro_rules! scopes {
    ($($scope:ident),*) => {$(
        /// Asks for the scope of this name.
        #[derive(Clone, Copy, Debug)]
        pub struct $scope;

        impl Asks for $scope {
            const SCOPE: Scope = Scope::$scope;
        }
    )*};
}

scopes! { Read, Segments, Erase, Review, Operate }
