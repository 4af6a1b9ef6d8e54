//! How a statement came out: by how many ways, and whether those who relay it have it from one another.
//!
//! Enter: the places where a statement stands, each with its chain of relays. Leave: how many ways lead back to the claimant; and
//! the sources whose relays lead in a circle, so that none of them is shown to have heard it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::texts::Texts;
use super::{Carrier, Statement};
use crate::model::{ArticleId, PartialDate, SourceId};
use crate::report::Named;

/// How many ways it came out: who heard it, those who print one text counted once.
pub(super) fn routes(carriers: &[Carrier], texts: &Texts) -> usize {
    if carriers.len() < 2 {
        return carriers.len();
    }
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Node {
        Hearer(SourceId),
        Text(ArticleId),
    }
    let mut edges: Vec<(Node, Node)> = Vec::with_capacity(carriers.len());
    for carrier in carriers {
        let text = Node::Text(texts.class(carrier.article));
        let hearer = carrier.via.last().or(carrier.publisher.as_ref());
        edges.push((text, hearer.map_or(text, |hearer| Node::Hearer(hearer.id))));
    }
    let mut heard: BTreeMap<SourceId, BTreeSet<SourceId>> = BTreeMap::new();
    for carrier in carriers {
        if let Some(publisher) = &carrier.publisher {
            let hearer = carrier.via.last().unwrap_or(publisher);
            heard.entry(publisher.id).or_default().insert(hearer.id);
        }
    }
    // A relay that has it from one other, and from nobody else, leads on to that one.
    for (publisher, from) in heard {
        let mut from = from.into_iter();
        if let (Some(only), None) = (from.next(), from.next()) {
            edges.push((Node::Hearer(publisher), Node::Hearer(only)));
        }
    }
    // Each edge joins two nodes; what remains apart is another way.
    let mut class: BTreeMap<Node, usize> = BTreeMap::new();
    for (number, node) in edges
        .iter()
        .flat_map(|(one, other)| [one, other])
        .enumerate()
    {
        class.entry(*node).or_insert(number);
    }
    loop {
        let mut is_settled = true;
        for (one, other) in &edges {
            let least = class[one].min(class[other]);
            for node in [one, other] {
                is_settled &= class.insert(*node, least) == Some(least);
            }
        }
        if is_settled {
            break;
        }
    }
    class.values().collect::<BTreeSet<_>>().len()
}

/// Marks the statements of one thing that is said whose relays lead in a circle: two outlets that have it from one another may
/// each state it in its own words, so all that was said of it on one day is looked at together.
pub(super) fn mark_circles(statements: &mut [Statement]) {
    let is_relayed = |statement: &Statement| {
        let mut carriers = statement.carriers.iter();
        carriers.any(|carrier| !carrier.via.is_empty())
    };
    let mut of_day: HashMap<PartialDate, Vec<usize>> = HashMap::new();
    for (index, statement) in statements.iter().enumerate() {
        if is_relayed(statement)
            && let Some(first) = statement.claims.first()
        {
            of_day.entry(first.stated_on).or_default().push(index);
        }
    }
    for same in of_day.into_values() {
        let said = same.iter().filter_map(|index| statements.get(*index));
        let circle = circle(said.flat_map(|statement| &statement.carriers));
        if circle.is_empty() {
            continue;
        }
        for index in same {
            let Some(statement) = statements.get_mut(index) else {
                continue;
            };
            let has = statement.carriers.iter().any(|carrier| {
                let mut chain = carrier.publisher.iter().chain(&carrier.via);
                chain.any(|source| circle.contains(source))
            });
            if has {
                statement.circle.clone_from(&circle);
            }
        }
    }
}

/// Those who have it from one another: from each of them the relays lead back to it. In the order of handles; a chain with one
/// source twice is such a circle too.
fn circle<'c>(carriers: impl Iterator<Item = &'c Carrier>) -> Vec<Named<SourceId>> {
    let mut from: BTreeMap<SourceId, BTreeSet<SourceId>> = BTreeMap::new();
    let mut named: BTreeMap<SourceId, &Named<SourceId>> = BTreeMap::new();
    for carrier in carriers {
        let chain: Vec<&Named<SourceId>> = carrier.publisher.iter().chain(&carrier.via).collect();
        for pair in chain.windows(2) {
            if let [one, other] = pair {
                from.entry(one.id).or_default().insert(other.id);
                named.insert(one.id, one);
            }
        }
    }
    let leads_back = |source: SourceId| {
        let mut open: Vec<SourceId> = vec![source];
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            for other in from.get(&next).into_iter().flatten() {
                if *other == source {
                    return true;
                }
                if seen.insert(*other) {
                    open.push(*other);
                }
            }
        }
        false
    };
    let all = named.into_iter().filter(|(source, _)| leads_back(*source));
    let mut circle: Vec<Named<SourceId>> = all.map(|(_, named)| named.clone()).collect();
    circle.sort_by(|one, other| one.handle.cmp(&other.handle));
    circle
}
