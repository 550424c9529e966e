//! A crate as a tree of modules: what each declares, brings in and speaks of.

use super::tokens::{mentions, words};
use quote::ToTokens as _;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, UseTree, Visibility};

/// Names from the crate's root; the root itself has none.
pub type ModulePath = Vec<String>;

/// One module, in a file of its own or inline in another's.
#[derive(Default)]
pub struct Module {
    pub file: String,
    pub children: BTreeSet<String>,
    pub defined: BTreeSet<String>,
    pub uses: Vec<Use>,
    /// Paths of more than one name that stand in the code.
    pub mentions: Vec<Vec<String>>,
    /// Every single word of the code, imports apart.
    pub words: BTreeSet<String>,
}

/// One name that a `use` brings in.
pub struct Use {
    pub bound: String,
    pub path: Vec<String>,
    /// With a visibility: it is (also) there for others.
    pub passes_on: bool,
}

pub struct Krate(BTreeMap<ModulePath, Module>);

impl Krate {
    /// Reads all modules that `root` leads to; `texts` are the project's files.
    pub fn read(root: &str, texts: &BTreeMap<&str, &str>) -> Result<Krate, String> {
        let mut krate = Krate(BTreeMap::new());
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        krate.read_file(root, folder, &Vec::new(), texts)?;
        Ok(krate)
    }

    pub fn modules(&self) -> impl Iterator<Item = (&ModulePath, &Module)> {
        self.0.iter()
    }

    pub fn get(&self, path: &[String]) -> Option<&Module> {
        self.0.get(path)
    }

    fn read_file(
        &mut self,
        file: &str,
        folder: &str,
        path: &ModulePath,
        texts: &BTreeMap<&str, &str>,
    ) -> Result<(), String> {
        let text = texts.get(file).copied().unwrap_or_default();
        let parsed = syn::parse_file(text).map_err(|error| format!("{file}: {error}"))?;
        self.read_items(file, folder, path, parsed.items, texts)
    }

    /// `folder` is where the files of child modules lie.
    fn read_items(
        &mut self,
        file: &str,
        folder: &str,
        path: &ModulePath,
        items: Vec<Item>,
        texts: &BTreeMap<&str, &str>,
    ) -> Result<(), String> {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            if attributes(&item).iter().any(is_for_tests_only) {
                continue;
            }
            match item {
                Item::Use(item) => {
                    let passes_on = !matches!(item.vis, Visibility::Inherited);
                    bring_in(&item.tree, &mut Vec::new(), passes_on, &mut module.uses);
                }
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    module.children.insert(name.clone());
                    let child = [path.as_slice(), std::slice::from_ref(&name)].concat();
                    let child_folder = format!("{folder}/{name}");
                    match item.content {
                        Some((_, items)) => self.read_items(file, &child_folder, &child, items, texts)?,
                        None => {
                            let files = [format!("{child_folder}.rs"), format!("{child_folder}/mod.rs")];
                            let found = files.iter().find(|file| texts.contains_key(file.as_str()));
                            if let Some(found) = found {
                                self.read_file(found, &child_folder, &child, texts)?;
                            }
                        }
                    }
                }
                item => {
                    module.defined.extend(name_of(&item));
                    let tokens = item.into_token_stream();
                    for inner in mentions(tokens.clone(), &mut module.mentions) {
                        bring_in(&inner.tree, &mut Vec::new(), false, &mut module.uses);
                    }
                    words(tokens, &mut module.words);
                }
            }
        }
        self.0.insert(path.clone(), module);
        Ok(())
    }
}

/// Flattens `a::{b, c as d, self}` into one entry a name.
fn bring_in(tree: &UseTree, before: &mut Vec<String>, passes_on: bool, uses: &mut Vec<Use>) {
    let mut add = |name: &str, bound: &str| {
        let mut path = before.clone();
        if name != "self" || path.is_empty() {
            path.push(name.to_owned());
        }
        let bound = if bound == "self" { path.last().cloned().unwrap_or_default() } else { bound.to_owned() };
        uses.push(Use { bound, path, passes_on });
    };
    match tree {
        UseTree::Path(tree) => {
            before.push(tree.ident.to_string());
            bring_in(&tree.tree, before, passes_on, uses);
            before.pop();
        }
        UseTree::Name(tree) => add(&tree.ident.to_string(), &tree.ident.to_string()),
        UseTree::Rename(tree) => add(&tree.ident.to_string(), &tree.rename.to_string()),
        UseTree::Glob(_) => uses.push(Use { bound: "*".to_owned(), path: before.clone(), passes_on }),
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| bring_in(tree, before, passes_on, uses)),
    }
}

/// `#[cfg(test)]`, also among others, but not `#[cfg(not(test))]`.
fn is_for_tests_only(attribute: &Attribute) -> bool {
    let mut found = BTreeSet::new();
    if attribute.path().is_ident("cfg") {
        words(attribute.meta.to_token_stream(), &mut found);
    }
    found.contains("test") && !found.contains("not")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
