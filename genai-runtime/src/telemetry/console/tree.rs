//! Spans to rows: parents above their children, siblings in the order in which they started.

use std::collections::HashMap;

use opentelemetry::trace::SpanId;

use super::summary::SpanSummary;

/// The content of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    /// The span at this index.
    Span(usize),
    /// A parent that has not ended in this process, above the spans that name it.
    Missing(SpanId),
}

/// One row of the printed tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) node: Node,
    pub(super) depth: usize,
    /// Whether the row (lowest bit) and each of its ancestors is the last of its siblings; 64
    /// levels are more than any terminal has room for.
    pub(super) last_flags: u64,
    pub(super) has_children: bool,
}

/// Puts spans into the order in which they are printed. Every span gets exactly one row, even if parents form a cycle.
pub(super) fn rows(spans: &[SpanSummary]) -> Vec<Row> {
    let mut forest = Forest::plant(spans);
    let mut rows = Vec::with_capacity(spans.len());
    for top in std::mem::take(&mut forest.tops) {
        forest.walk(top, &mut rows);
    }
    // Spans that are each other's ancestors hang under no top.
    while let Some(index) = forest.earliest_unvisited() {
        forest.walk(Node::Span(index), &mut rows);
    }
    rows
}

struct Forest<'a> {
    spans: &'a [SpanSummary],
    /// By their parent, whether it has ended or not.
    children: HashMap<SpanId, Vec<usize>>,
    /// Roots and missing parents in the order in which they, or their first child, started.
    tops: Vec<Node>,
    /// Which span has the children of an id, should an id occur twice.
    owners: HashMap<SpanId, usize>,
    /// Whether a span has no row yet.
    unvisited: Vec<bool>,
    /// All spans in start order.
    by_start: Vec<usize>,
    next_by_start: usize,
}

impl<'a> Forest<'a> {
    fn plant(spans: &'a [SpanSummary]) -> Self {
        let mut by_start: Vec<usize> = (0..spans.len()).collect();
        by_start.sort_by_key(|index| spans.get(*index).map(|span| span.start));
        let mut forest = Self {
            spans,
            children: HashMap::new(),
            tops: Vec::new(),
            owners: HashMap::with_capacity(spans.len()),
            unvisited: vec![true; spans.len()],
            by_start,
            next_by_start: 0,
        };
        for (index, span) in spans.iter().enumerate() {
            forest.owners.entry(span.id).or_insert(index);
        }
        for index in forest.by_start.clone() {
            forest.attach(index);
        }
        forest
    }

    fn attach(&mut self, index: usize) {
        let Some(span) = self.spans.get(index) else {
            return;
        };
        match span.parent_id.filter(|parent_id| *parent_id != span.id) {
            Some(parent_id) if self.owners.contains_key(&parent_id) => {
                self.children.entry(parent_id).or_default().push(index);
            }
            Some(parent_id) if !span.is_anchored => {
                let orphans = self.children.entry(parent_id).or_default();
                if orphans.is_empty() {
                    self.tops.push(Node::Missing(parent_id));
                }
                orphans.push(index);
            }
            _ => self.tops.push(Node::Span(index)),
        }
    }

    fn walk(&mut self, top: Node, rows: &mut Vec<Row>) {
        self.visit(top);
        // A stack of our own: a trace can be deeper than a thread's stack.
        let mut stack = vec![(top, 0, 0)];
        while let Some((node, depth, last_flags)) = stack.pop() {
            let children = self.unvisited_children(node);
            rows.push(Row {
                node,
                depth,
                last_flags,
                has_children: !children.is_empty(),
            });
            for (position, child) in children.into_iter().rev().enumerate() {
                self.visit(Node::Span(child));
                let is_last = u64::from(position == 0);
                stack.push((Node::Span(child), depth + 1, last_flags << 1 | is_last));
            }
        }
    }

    fn unvisited_children(&self, node: Node) -> Vec<usize> {
        let children = match node {
            Node::Missing(parent_id) => self.children.get(&parent_id),
            Node::Span(index) => self
                .spans
                .get(index)
                .filter(|span| self.owners.get(&span.id) == Some(&index))
                .and_then(|span| self.children.get(&span.id)),
        };
        let is_unvisited = |index: &usize| self.unvisited.get(*index) == Some(&true);
        children
            .into_iter()
            .flatten()
            .copied()
            .filter(is_unvisited)
            .collect()
    }

    fn visit(&mut self, node: Node) {
        if let Node::Span(index) = node
            && let Some(unvisited) = self.unvisited.get_mut(index)
        {
            *unvisited = false;
        }
    }

    fn earliest_unvisited(&mut self) -> Option<usize> {
        loop {
            let index = *self.by_start.get(self.next_by_start)?;
            if self.unvisited.get(index) == Some(&true) {
                return Some(index);
            }
            self.next_by_start += 1;
        }
    }
}
