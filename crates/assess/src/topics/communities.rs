//! Communities of a weighted graph by modularity: the Louvain method (Blondel et al. 2008) with a resolution, made
//! deterministic by visiting nodes in order and leaving ties as they are.

/// Weights between nodes: symmetric, not negative, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    size: usize,
    weights: Vec<f64>,
}

impl Graph {
    pub(crate) fn new(size: usize) -> Self {
        Self { size, weights: vec![0.0; size * size] }
    }

    pub(crate) fn set(&mut self, a: usize, b: usize, weight: f64) {
        for place in [a * self.size + b, b * self.size + a] {
            if let Some(slot) = self.weights.get_mut(place) {
                *slot = weight;
            }
        }
    }

    pub(crate) fn row(&self, node: usize) -> &[f64] {
        self.weights.get(node * self.size..(node + 1) * self.size).unwrap_or_default()
    }

    /// The community of each node, numbered from 0 in the order of their first nodes.
    pub(crate) fn communities(&self, resolution: f64) -> Vec<usize> {
        let mut of_node: Vec<usize> = (0..self.size).collect();
        let mut graph = self.clone();
        loop {
            let moved = graph.move_nodes(resolution);
            let (numbers, count) = number(&moved);
            for community in &mut of_node {
                *community = at(&numbers, at(&moved, *community));
            }
            if count == graph.size {
                return of_node;
            }
            graph = graph.merged(&moved, &numbers, count);
        }
    }

    /// Moves nodes to the neighbouring community with the largest gain until none gains any more.
    fn move_nodes(&self, resolution: f64) -> Vec<usize> {
        let degrees: Vec<f64> = (0..self.size).map(|node| self.row(node).iter().sum()).collect();
        let twice: f64 = degrees.iter().sum();
        let mut community: Vec<usize> = (0..self.size).collect();
        let mut totals = degrees.clone();
        if twice <= 0.0 {
            return community;
        }
        // Each round strictly gains; the bound only guards against rounding.
        for _ in 0..100 {
            let mut changed = false;
            for (node, degree) in degrees.iter().enumerate() {
                let own = at(&community, node);
                let mut links = vec![0.0; self.size];
                for (other, weight) in self.row(node).iter().enumerate() {
                    if other != node
                        && let Some(link) = links.get_mut(at(&community, other))
                    {
                        *link += weight;
                    }
                }
                if let Some(total) = totals.get_mut(own) {
                    *total -= degree;
                }
                let gain = |c: usize| {
                    let (link, total) = (links.get(c), totals.get(c));
                    link.unwrap_or(&0.0) - resolution * total.unwrap_or(&0.0) * degree / twice
                };
                let mut best = (own, gain(own));
                for candidate in (0..self.size).filter(|c| links.get(*c).is_some_and(|l| *l > 0.0))
                {
                    let gained = gain(candidate);
                    if gained > best.1 + 1e-12 {
                        best = (candidate, gained);
                    }
                }
                if let Some(total) = totals.get_mut(best.0) {
                    *total += degree;
                }
                if let Some(slot) = community.get_mut(node) {
                    changed |= *slot != best.0;
                    *slot = best.0;
                }
            }
            if !changed {
                break;
            }
        }
        community
    }

    /// The graph whose nodes are the communities.
    fn merged(&self, community: &[usize], numbers: &[usize], count: usize) -> Self {
        let mut merged = Self::new(count);
        for a in 0..self.size {
            for (b, weight) in self.row(a).iter().enumerate() {
                let (x, y) = (at(numbers, at(community, a)), at(numbers, at(community, b)));
                if let Some(slot) = merged.weights.get_mut(x * count + y) {
                    *slot += weight;
                }
            }
        }
        merged
    }
}

fn at(list: &[usize], place: usize) -> usize {
    list.get(place).copied().unwrap_or(0)
}

/// New numbers for the communities in use, in the order of their first nodes, and how many there are.
fn number(community: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers = vec![usize::MAX; community.len()];
    let mut next = 0;
    for c in community {
        if let Some(slot) = numbers.get_mut(*c)
            && *slot == usize::MAX
        {
            *slot = next;
            next += 1;
        }
    }
    (numbers, next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_cliques_joined_by_one_edge_are_two_communities() {
        let mut graph = Graph::new(8);
        for (from, to) in [(0, 4), (4, 8)] {
            for a in from..to {
                for b in from..a {
                    graph.set(a, b, 1.0);
                }
            }
        }
        graph.set(3, 4, 1.0);
        assert_eq!(graph.communities(1.0), [0, 0, 0, 0, 1, 1, 1, 1]);
    }

    #[test]
    fn zacharys_karate_club_falls_apart_as_in_the_literature() {
        // Louvain finds four communities with modularity 0.41 to 0.42 (Blondel et al. 2008, table 1: 0.42).
        const EDGES: &[(usize, usize)] = &[
            (1, 0),
            (2, 0),
            (2, 1),
            (3, 0),
            (3, 1),
            (3, 2),
            (4, 0),
            (5, 0),
            (6, 0),
            (6, 4),
            (6, 5),
            (7, 0),
            (7, 1),
            (7, 2),
            (7, 3),
            (8, 0),
            (8, 2),
            (9, 2),
            (10, 0),
            (10, 4),
            (10, 5),
            (11, 0),
            (12, 0),
            (12, 3),
            (13, 0),
            (13, 1),
            (13, 2),
            (13, 3),
            (16, 5),
            (16, 6),
            (17, 0),
            (17, 1),
            (19, 0),
            (19, 1),
            (21, 0),
            (21, 1),
            (25, 23),
            (25, 24),
            (27, 2),
            (27, 23),
            (27, 24),
            (28, 2),
            (29, 23),
            (29, 26),
            (30, 1),
            (30, 8),
            (31, 0),
            (31, 24),
            (31, 25),
            (31, 28),
            (32, 2),
            (32, 8),
            (32, 14),
            (32, 15),
            (32, 18),
            (32, 20),
            (32, 22),
            (32, 23),
            (32, 29),
            (32, 30),
            (32, 31),
            (33, 8),
            (33, 9),
            (33, 13),
            (33, 14),
            (33, 15),
            (33, 18),
            (33, 19),
            (33, 20),
            (33, 22),
            (33, 23),
            (33, 26),
            (33, 27),
            (33, 28),
            (33, 29),
            (33, 30),
            (33, 31),
            (33, 32),
        ];
        assert_eq!(EDGES.len(), 78);
        let mut graph = Graph::new(34);
        EDGES.iter().for_each(|(a, b)| graph.set(*a, *b, 1.0));
        let found = graph.communities(1.0);
        let degree: Vec<f64> = (0..34).map(|node| graph.row(node).iter().sum()).collect();
        let mut modularity = 0.0;
        for a in 0..34 {
            for b in 0..34 {
                if found[a] == found[b] {
                    modularity += (graph.row(a)[b] - degree[a] * degree[b] / 156.0) / 156.0;
                }
            }
        }
        assert!((0.40..0.421).contains(&modularity), "{modularity}");
        assert!((3..=5).contains(&(found.iter().max().unwrap() + 1)), "{found:?}");
    }

    proptest! {
        #[test]
        fn communities_are_numbered_in_order_and_never_join_what_is_apart(edges in prop::collection::vec((0_usize..12, 0_usize..12, 0.1..1.0_f64), 0..30)) {
            let mut graph = Graph::new(12);
            edges.iter().filter(|(a, b, _)| a != b).for_each(|(a, b, w)| graph.set(*a, *b, *w));
            let found = graph.communities(1.0);
            prop_assert_eq!(&found, &graph.communities(1.0));
            let mut next = 0;
            for c in &found {
                prop_assert!(*c <= next);
                next = next.max(c + 1);
            }
            for node in 0..12 {
                if graph.row(node).iter().all(|w| *w == 0.0) {
                    prop_assert_eq!(found.iter().filter(|c| **c == found[node]).count(), 1);
                }
            }
        }
    }
}
