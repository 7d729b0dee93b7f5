//! The lines of the tree to the left of a name. Levels that do not fit are counted instead of drawn.

use super::text;
use super::tree::Row;

/// More levels than this have no flag in a row.
const MAX_LEVELS: usize = 63;

/// How a tree is indented: columns per level, and how many levels are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    glyphs: &'static Glyphs,
    levels: usize,
}

#[derive(Debug)]
struct Glyphs {
    columns: usize,
    child: &'static str,
    last_child: &'static str,
    passing: &'static str,
    blank: &'static str,
}

const WIDE: Glyphs = Glyphs {
    columns: 3,
    child: "├─ ",
    last_child: "└─ ",
    passing: "│  ",
    blank: "   ",
};

const NARROW: Glyphs = Glyphs {
    columns: 2,
    child: "├ ",
    last_child: "└ ",
    passing: "│ ",
    blank: "  ",
};

impl Indent {
    /// Chooses the widest indentation that stays within `columns`.
    pub(super) fn fit(deepest: usize, columns: usize) -> Self {
        let levels = deepest.min(MAX_LEVELS);
        for glyphs in [&WIDE, &NARROW] {
            if deepest <= MAX_LEVELS && deepest * glyphs.columns <= columns {
                return Self { glyphs, levels };
            }
        }
        let room = columns.saturating_sub(text::width(&skipped(deepest)));
        Self {
            glyphs: &NARROW,
            levels: (room / NARROW.columns).clamp(1, MAX_LEVELS),
        }
    }

    /// The lines of the tree before the row's name.
    pub(super) fn before_name(self, row: &Row) -> String {
        let mut out = self.ancestors(row);
        if row.depth > 0 {
            out.push_str(if row.last_flags & 1 == 1 {
                self.glyphs.last_child
            } else {
                self.glyphs.child
            });
        }
        out
    }

    /// The lines of the tree before a second line of the same row.
    pub(super) fn below_name(self, row: &Row) -> String {
        let mut out = self.ancestors(row);
        if row.depth > 0 {
            out.push_str(self.line(row.last_flags & 1 == 0));
        }
        out.push_str(self.line(row.has_children));
        out
    }

    fn ancestors(self, row: &Row) -> String {
        let mut out = if row.depth > self.levels {
            skipped(row.depth)
        } else {
            String::new()
        };
        for level in (1..row.depth.min(self.levels)).rev() {
            out.push_str(self.line(row.last_flags >> level & 1 == 0));
        }
        out
    }

    fn line(self, goes_on: bool) -> &'static str {
        if goes_on {
            self.glyphs.passing
        } else {
            self.glyphs.blank
        }
    }
}

fn skipped(depth: usize) -> String {
    format!("…{depth} ")
}
