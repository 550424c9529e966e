//! Which file takes which names from which, and the circles in it (Tarjan's strongly connected components).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Files and what they take from each other.
#[derive(Default)]
pub struct Graph(BTreeMap<String, BTreeMap<String, Vec<String>>>);

/// Files each of which reaches all the others.
pub struct Circle {
    pub files: Vec<String>,
    /// The fewest arrows that lead from the first file of a short way round back to it: from, to, names.
    pub shortest: Vec<(String, String, String)>,
}

impl Graph {
    /// `from` takes `name` from `to`.
    pub fn add(&mut self, from: &str, to: &str, name: &str) {
        if from == to {
            return;
        }
        let names = self.0.entry(from.to_owned()).or_default().entry(to.to_owned()).or_default();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    pub fn circles(&self) -> Vec<Circle> {
        let mut search = Search {
            graph: self,
            index: BTreeMap::new(),
            lowest: BTreeMap::new(),
            open: Vec::new(),
            found: Vec::new(),
        };
        for file in self.0.keys() {
            if !search.index.contains_key(file.as_str()) {
                search.visit(file);
            }
        }
        let mut circles: Vec<Circle> = search.found.iter().map(|files| self.circle(files)).collect();
        circles.sort_by(|a, b| a.files.cmp(&b.files));
        circles
    }

    /// Every arrow as a text, without the start that all paths share.
    #[cfg(test)]
    pub fn shown(&self, start: &str) -> Vec<String> {
        let short = |path: &str| path.trim_start_matches(start).to_owned();
        let all = self.0.iter().flat_map(|(from, all)| all.iter().map(move |(to, names)| (from, to, names)));
        all.map(|(from, to, names)| format!("{} -> {}: {}", short(from), short(to), names.join(", ")))
            .collect()
    }

    fn circle(&self, files: &BTreeSet<&str>) -> Circle {
        let ways = files.iter().filter_map(|start| self.way_round(start, files));
        let shortest = ways.min_by_key(Vec::len).unwrap_or_default();
        let arrow = |(from, to): (&str, &str)| {
            let names = &self.0[from][to];
            let shown = names.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = names.len().saturating_sub(4);
            let names = if more == 0 { shown } else { format!("{shown} and {more} more") };
            (from.to_owned(), to.to_owned(), names)
        };
        Circle {
            files: files.iter().map(|file| (*file).to_owned()).collect(),
            shortest: shortest.into_iter().map(arrow).collect(),
        }
    }

    /// The shortest way from `start` back to it, within `files`.
    fn way_round<'a>(&'a self, start: &'a str, files: &BTreeSet<&'a str>) -> Option<Vec<(&'a str, &'a str)>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(file) = waiting.pop_front() {
            for next in self.next(file).filter(|next| files.contains(next)) {
                if next == start {
                    let mut way = vec![(file, start)];
                    let mut at = file;
                    while at != start {
                        way.push((came_from[at], at));
                        at = came_from[at];
                    }
                    way.reverse();
                    return Some(way);
                }
                if !came_from.contains_key(next) {
                    came_from.insert(next, file);
                    waiting.push_back(next);
                }
            }
        }
        None
    }

    fn next(&self, file: &str) -> impl Iterator<Item = &str> {
        self.0.get(file).into_iter().flat_map(|to| to.keys().map(String::as_str))
    }
}

/// Tarjan's search: a file whose lowest reachable index is its own closes a component.
struct Search<'a> {
    graph: &'a Graph,
    index: BTreeMap<&'a str, usize>,
    lowest: BTreeMap<&'a str, usize>,
    open: Vec<&'a str>,
    found: Vec<BTreeSet<&'a str>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, file: &'a str) {
        let index = self.index.len();
        self.index.insert(file, index);
        self.lowest.insert(file, index);
        self.open.push(file);
        for next in self.graph.next(file) {
            if !self.index.contains_key(next) {
                self.visit(next);
                self.lower(file, self.lowest[next]);
            } else if self.open.contains(&next) {
                self.lower(file, self.index[next]);
            }
        }
        if self.lowest[file] == index {
            let start = self.open.iter().position(|open| *open == file).unwrap_or_default();
            let component: BTreeSet<&str> = self.open.drain(start..).collect();
            if component.len() > 1 {
                self.found.push(component);
            }
        }
    }

    fn lower(&mut self, file: &'a str, to: usize) {
        let lowest = self.lowest[file].min(to);
        self.lowest.insert(file, lowest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arrows: &[(&str, &str)], expect: &[&[&str]]) {
        let mut graph = Graph::default();
        arrows.iter().for_each(|(from, to)| graph.add(from, to, "name"));
        let circles: Vec<Vec<String>> = graph.circles().into_iter().map(|circle| circle.files).collect();
        assert_eq!(circles, expect);
    }

    #[test]
    fn only_what_leads_back_is_a_circle() {
        check(&[("a", "b"), ("b", "c"), ("a", "c")], &[]);
        check(&[("a", "a")], &[]);
        check(&[("a", "b"), ("b", "a"), ("b", "c")], &[&["a", "b"]]);
        check(
            &[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "f"), ("f", "e")],
            &[&["a", "b", "c"], &["e", "f"]],
        );
    }

    #[test]
    fn the_shortest_way_round_is_shown() {
        let mut graph = Graph::default();
        for (from, to) in [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("d", "c")] {
            graph.add(from, to, to);
        }
        let circle = &graph.circles()[0];
        assert_eq!(circle.files.len(), 4);
        let shown: Vec<(&str, &str)> =
            circle.shortest.iter().map(|(from, to, _)| (from.as_str(), to.as_str())).collect();
        assert_eq!(shown, [("c", "d"), ("d", "c")]);
    }
}
