//! The matcher and the stored-query set decide as the reference does.

use proptest::prelude::*;
use query::ast::Node;
use query::{Matcher, Query, WatchSet, parse};

use crate::generate::{atom, cases, node, odd_atom, plan, said};
use crate::reference;

/// Without the fields that a watch must not use.
fn in_watch(node: &Node) -> bool {
    use query::Field::{Quadrant, Subject, Watch};
    let mut fits = true;
    node.walk(&mut |node| {
        fits &= !matches!(node, Node::Field(Subject(_) | Watch(_) | Quadrant(_), _));
    });
    fits
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_matcher_is_the_reference(node in node(atom().boxed()), posts in prop::collection::vec(said(), 8)) {
        let query = Query::of(&node).unwrap();
        let plan = plan(&[]);
        let matcher = Matcher::new(&query, &plan).unwrap();
        for post in &posts {
            let candidate = post.candidate();
            let expected = reference::holds(&node, &candidate, &plan);
            prop_assert_eq!(matcher.matches(&candidate), expected, "{} on {:?}", query, post);
            prop_assert_eq!(matcher.hits(&candidate).is_some(), expected);
        }
    }

    #[test]
    fn hits_lie_in_the_post_in_order_and_apart(node in node(atom().boxed()), post in said()) {
        let matcher = Matcher::new(&Query::of(&node).unwrap(), &plan(&[])).unwrap();
        let candidate = post.candidate();
        let mut last = (false, 0);
        for hit in matcher.hits(&candidate).unwrap_or_default() {
            let in_text = hit.part == model::words::Part::Text;
            let text = if in_text { candidate.text } else { candidate.title.unwrap() };
            prop_assert!(text.get(hit.span.clone()).is_some_and(|s| !s.is_empty()));
            prop_assert!((in_text, hit.span.start) >= last);
            last = (in_text, hit.span.end);
        }
    }

    #[test]
    fn what_is_printed_parses_to_the_same_tree(node in node(prop_oneof![atom(), odd_atom()].boxed())) {
        let printed = node.to_string();
        let query = parse(&printed);
        prop_assert!(query.is_ok(), "{}", query.err().map(|e| e.render(&printed)).unwrap_or_default());
        let query = query.unwrap();
        prop_assert_eq!(query.root(), &node, "{}", printed);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_set_is_every_matcher_by_itself(
        nodes in prop::collection::vec(node(atom().boxed()).prop_filter("in a watch", in_watch), 0..20),
        posts in prop::collection::vec(said(), 10),
    ) {
        let queries: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let plan = plan(&queries);
        let set = WatchSet::new(&plan).unwrap();
        let matchers: Vec<_> = plan
            .watches
            .iter()
            .map(|w| (w.id, Matcher::new(&parse(&w.query).unwrap(), &plan).unwrap()))
            .collect();
        let mut matching = Vec::new();
        for post in &posts {
            let candidate = post.candidate();
            set.matching(&candidate, &mut matching);
            let alone = matchers.iter().filter(|(_, matcher)| matcher.matches(&candidate));
            let expected: Vec<_> = alone.map(|(id, _)| *id).collect();
            prop_assert_eq!(&matching, &expected);
        }
    }
}
