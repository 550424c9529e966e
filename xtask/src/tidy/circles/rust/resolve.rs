//! Where a path leads: through modules and re-exports to the file that defines the name.

use super::module::{Krate, ModulePath};

pub struct Resolver<'a>(&'a Krate);

/// What a path stands for.
enum Meaning {
    Module(ModulePath),
    /// The file that defines it, and its name there.
    Name(String, String),
}

impl<'a> Resolver<'a> {
    pub fn new(krate: &'a Krate) -> Resolver<'a> {
        Resolver(krate)
    }

    /// The defining file and the name, when the path is one of this crate's and no mere module.
    pub fn definition(&self, from: &ModulePath, path: &[String]) -> Option<(String, String)> {
        match self.meaning(from, path, &mut Vec::new())? {
            Meaning::Name(file, name) => Some((file, name)),
            Meaning::Module(_) => None,
        }
    }

    /// `asked` are the names under way, so that a name that leads to itself ends.
    fn meaning(
        &self,
        from: &ModulePath,
        path: &[String],
        asked: &mut Vec<(ModulePath, String)>,
    ) -> Option<Meaning> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Meaning::Module(Vec::new()),
            "self" => Meaning::Module(from.clone()),
            "super" => Meaning::Module(parent(from)?),
            name => self.named(from, name, !rest.is_empty(), asked)?,
        };
        while let Some((name, after)) = rest.split_first() {
            let Meaning::Module(module) = &at else { return Some(at) };
            at = match name.as_str() {
                "super" => Meaning::Module(parent(module)?),
                name => match self.named(module, name, !after.is_empty(), asked) {
                    Some(meaning) => meaning,
                    // Made by a macro of that module, most likely.
                    None => Meaning::Name(self.0.get(module)?.file.clone(), name.to_owned()),
                },
            };
            rest = after;
        }
        Some(at)
    }

    /// What `name` stands for in a module. One that goes on is a module first, one that ends a definition.
    fn named(
        &self,
        at: &ModulePath,
        name: &str,
        goes_on: bool,
        asked: &mut Vec<(ModulePath, String)>,
    ) -> Option<Meaning> {
        let module = self.0.get(at)?;
        let key = (at.clone(), name.to_owned());
        let child = || {
            let child = || Meaning::Module([at.as_slice(), &[name.to_owned()]].concat());
            module.children.contains(name).then(child)
        };
        if goes_on && let Some(child) = child() {
            return Some(child);
        }
        if module.defined.contains(name) {
            return Some(Meaning::Name(module.file.clone(), name.to_owned()));
        }
        if !asked.contains(&key) {
            asked.push(key);
            let bound = module.uses.iter().filter(|import| import.bound == name);
            let meanings: Vec<Meaning> =
                bound.filter_map(|import| self.meaning(at, &import.path, asked)).collect();
            let (modules, names): (Vec<_>, Vec<_>) =
                meanings.into_iter().partition(|meaning| matches!(meaning, Meaning::Module(_)));
            let (wanted, other) = if goes_on { (modules, names) } else { (names, modules) };
            if let Some(meaning) = wanted.into_iter().chain(other).next() {
                return Some(meaning);
            }
        }
        child()
    }
}

fn parent(path: &ModulePath) -> Option<ModulePath> {
    path.split_last().map(|(_, above)| above.to_vec())
}
