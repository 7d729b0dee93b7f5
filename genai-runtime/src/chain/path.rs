//! The path of a workflow: its steps in the order in which they started.
//!
//! Steps that ran concurrently are a group, in which order does not matter; repeated steps are counted. The text is
//! bounded, the hash covers everything. Knows no spans.

use super::group::Group;
use super::moment::Moment;
use super::stretch::{Hash, Name, STEPS, Stretch, push_repeated};

/// The initial capacity of the text in bytes.
const ROOM: usize = 64;

/// The path until now, and the running steps.
#[derive(Debug, Default)]
pub(super) struct Path {
    text: String,
    steps: usize,
    is_cut: bool,
    hash: Hash,
    /// The last stretch, and how often it was repeated.
    last: Option<(Stretch, u64)>,
    /// The steps that ran since the last moment without a running step.
    group: Group,
    /// The names of running steps, sorted, and how many run of each.
    running: Vec<(Name, u64)>,
    /// When a step last ended.
    ended: Moment,
}

impl Path {
    /// Starts a step that was called at a moment. If no step is running and the last one ended before this call, the
    /// group is closed. A future that was created before that end was meant to run concurrently, and joins the group.
    pub(super) fn start(&mut self, name: &Name, called: Moment) {
        if self.running.is_empty() && self.ended < called {
            self.close();
        }
        match self.find(&name.0) {
            Ok(place) => {
                if let Some((_, count)) = self.running.get_mut(place) {
                    *count += 1;
                }
            }
            Err(place) => self.running.insert(place, (name.clone(), 1)),
        }
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.running
            .binary_search_by(|(known, _)| known.0.as_ref().cmp(name))
    }

    /// Ends a step, with its own path.
    pub(super) fn end(&mut self, name: &Name, way: &Stretch) {
        let Ok(place) = self.find(&name.0) else {
            return;
        };
        match self.running.get_mut(place) {
            Some((_, count)) if *count > 1 => *count -= 1,
            _ => {
                self.running.remove(place);
            }
        }
        self.ended = Moment::of_end();
        self.group.gather(name, way);
    }

    /// The whole path. Steps that are still running are part of it, without their own paths.
    pub(super) fn finish(&mut self) -> Stretch {
        if self.is_empty() {
            return Stretch::EMPTY;
        }
        for (name, count) in std::mem::take(&mut self.running) {
            for _ in 0..count {
                self.group.gather(&name, &Stretch::EMPTY);
            }
        }
        self.close();
        self.flush();
        Stretch {
            text: std::mem::take(&mut self.text).into(),
            hash: self.hash.0,
            steps: self.steps,
        }
    }

    /// Whether it has no steps, as in most cases.
    fn is_empty(&self) -> bool {
        let has_parts = !self.running.is_empty() || !self.group.is_empty();
        self.steps == 0 && self.last.is_none() && !has_parts && !self.is_cut
    }

    /// Appends the group as one stretch.
    fn close(&mut self) {
        let Some(stretch) = self.group.close() else {
            return;
        };
        match &mut self.last {
            Some((last, repeats)) if last.hash == stretch.hash => *repeats += 1,
            _ => {
                self.flush();
                self.last = Some((stretch, 1));
            }
        }
    }

    fn flush(&mut self) {
        let Some((stretch, repeats)) = self.last.take() else {
            return;
        };
        self.hash.number(stretch.hash);
        self.hash.number(repeats);
        let fits = !self.is_cut && self.steps + stretch.steps <= STEPS;
        if !fits && self.is_cut {
            return;
        }
        if self.text.is_empty() {
            self.text.reserve(ROOM);
        } else {
            self.text.push_str(" > ");
        }
        if fits {
            self.steps += stretch.steps;
            push_repeated(&mut self.text, &stretch.text, repeats);
        } else {
            self.is_cut = true;
            self.text.push('…');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::moment::Moment;
    use super::{Name, Path, STEPS, Stretch};

    fn begin(path: &mut Path, name: &'static str) {
        path.start(&Name(name.into()), Moment::of_call());
    }

    fn end(path: &mut Path, name: &'static str, way: &Stretch) {
        path.end(&Name(name.into()), way);
    }

    fn walk(path: &mut Path, name: &'static str) {
        begin(path, name);
        end(path, name, &Stretch::EMPTY);
    }

    fn sequence(names: &[&'static str]) -> Stretch {
        let mut path = Path::default();
        for name in names {
            walk(&mut path, name);
        }
        path.finish()
    }

    #[test]
    fn steps_are_in_order_and_repeats_are_counted() {
        assert_eq!(sequence(&["a", "b", "b", "a"]).text, "a > b×2 > a");
        assert_eq!(sequence(&[]).text, "");
    }

    #[test]
    fn concurrent_steps_are_sorted() {
        let grouped = |order: [&'static str; 2]| {
            let mut path = Path::default();
            walk(&mut path, "first");
            begin(&mut path, "x");
            begin(&mut path, "y");
            begin(&mut path, "x");
            for name in order {
                end(&mut path, name, &Stretch::EMPTY);
            }
            end(&mut path, "x", &Stretch::EMPTY);
            walk(&mut path, "last");
            path.finish()
        };
        let one = grouped(["x", "y"]);
        assert_eq!(one.text, "first > {x×2, y} > last");
        assert_eq!(one, grouped(["y", "x"]));
    }

    #[test]
    fn inner_steps_are_shown_in_their_step() {
        let mut path = Path::default();
        begin(&mut path, "outer");
        end(&mut path, "outer", &sequence(&["inner", "other"]));
        let nested = path.finish();
        assert_eq!(nested.text, "outer(inner > other)");
        assert_ne!(nested.hash, sequence(&["outer", "inner", "other"]).hash);
    }

    #[test]
    fn a_running_step_is_part_of_the_path() {
        let mut path = Path::default();
        begin(&mut path, "late");
        assert_eq!(path.finish().text, "late");
        end(&mut path, "late", &Stretch::EMPTY);
    }

    #[test]
    fn different_paths_have_different_hashes() {
        let ways: [&[&'static str]; 8] = [
            &[],
            &["a"],
            &["a", "a"],
            &["a", "b"],
            &["b", "a"],
            &["ab"],
            &["a", "b", "a"],
            &["a", "a", "b"],
        ];
        let mut hashes: Vec<_> = ways.iter().map(|way| sequence(way).hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), ways.len());
    }

    #[test]
    fn names_that_differ_in_their_last_bytes_of_words_have_different_hashes() {
        let pairs = [
            ["retriev3aaa0aaa0", "retrievsaaapaaap"],
            ["retriev3abc0abc0", "retrievsabcpabcp"],
        ];
        for [one, other] in pairs {
            assert_ne!(sequence(&[one]).hash, sequence(&[other]).hash);
        }
    }

    #[test]
    fn a_long_path_is_cut_and_its_hash_is_still_distinct() {
        let mut path = Path::default();
        let mut other = Path::default();
        for number in 0..10_000 {
            let name = if number % 2 == 0 { "even" } else { "odd" };
            walk(&mut path, name);
            walk(&mut other, if number == 9_000 { "else" } else { name });
        }
        let (path, other) = (path.finish(), other.finish());
        assert!(path.text.ends_with("odd > …"), "{}", path.text);
        assert_eq!(path.text.matches('>').count(), STEPS);
        assert_eq!(path.text, other.text);
        assert_ne!(path.hash, other.hash);
        let mut same = Path::default();
        for _ in 0..10_000 {
            walk(&mut same, "again");
        }
        assert_eq!(same.finish().text, "again×10000");
    }
}
