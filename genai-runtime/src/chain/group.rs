//! Steps that ran concurrently, whose order is arbitrary.

use super::stretch::{Hash, Name, STEPS, Stretch, push_repeated};

/// The steps that ran since the last moment without a running step.
///
/// Only as many as a path shows are kept, the first ones in the order of their names and paths: beside a step that
/// never ends, others would accumulate without limit. The rest is only in the hash.
#[derive(Debug, Default)]
pub(super) struct Group {
    shown: Vec<Member>,
    /// The number of all steps.
    count: u64,
    /// The sum of their hashes, which does not depend on their order.
    sum: u64,
}

/// Steps with the same name and path, and their number.
#[derive(Debug)]
struct Member {
    name: Name,
    /// The hash of their path.
    way: u64,
    stretch: Stretch,
    count: u64,
}

impl Group {
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a step with its path.
    pub(super) fn gather(&mut self, name: &Name, way: &Stretch) {
        self.count += 1;
        let step = Stretch::hash_of_step(name, way);
        let mut hash = Hash::default();
        hash.number(step);
        self.sum = self.sum.wrapping_add(hash.0);
        let wanted = (name.0.as_ref(), way.hash);
        let found = self
            .shown
            .binary_search_by(|member| (member.name.0.as_ref(), member.way).cmp(&wanted));
        match found {
            Ok(place) => {
                if let Some(member) = self.shown.get_mut(place) {
                    member.count += 1;
                }
            }
            // One more than is shown, to know that there are more.
            Err(place) if place <= STEPS => {
                let member = Member {
                    name: name.clone(),
                    way: way.hash,
                    stretch: Stretch::of_step(name, way, step),
                    count: 1,
                };
                self.shown.insert(place, member);
                self.shown.truncate(STEPS + 1);
            }
            Err(_) => {}
        }
    }

    /// Turns the steps into one stretch and empties the group; `None` if it is empty.
    pub(super) fn close(&mut self) -> Option<Stretch> {
        let stretch = match self.count {
            0 => return None,
            1 => self.shown.pop().map(|only| only.stretch),
            _ => Some(self.stretch()),
        };
        // Keeps the capacity for the next group.
        self.shown.clear();
        (self.count, self.sum) = (0, 0);
        stretch
    }

    fn stretch(&self) -> Stretch {
        let mut text = "{".to_owned();
        let mut steps = 0;
        for (position, Member { stretch, count, .. }) in self.shown.iter().enumerate() {
            if position > 0 {
                text.push_str(", ");
            }
            if steps + stretch.steps > STEPS {
                text.push('…');
                break;
            }
            steps += stretch.steps;
            push_repeated(&mut text, &stretch.text, *count);
        }
        text.push('}');
        let mut hash = Hash::default();
        hash.number(self.sum);
        hash.number(self.count);
        hash.text("{}");
        Stretch {
            text: text.into(),
            hash: hash.0,
            steps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Name, STEPS, Stretch};

    fn group(names: impl IntoIterator<Item = u32>) -> Group {
        let mut group = Group::default();
        for name in names {
            group.gather(&Name(format!("{name:05}").into()), &Stretch::EMPTY);
        }
        group
    }

    #[test]
    fn steps_that_are_not_shown_are_counted_and_not_kept() {
        let mut many = group(0..10_000);
        assert_eq!(many.shown.len(), STEPS + 1);
        let many = many.close().unwrap();
        assert!(many.text.ends_with("00063, …}"), "{}", many.text);
        let other = group((0..9_999).chain([10_000])).close().unwrap();
        assert_eq!(many.text, other.text);
        assert_ne!(many.hash, other.hash);
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let forwards = group((0..200).chain(0..200)).close();
        let backwards = group((0..200).rev().chain(0..200)).close();
        assert!(forwards.as_ref().unwrap().text.starts_with("{00000×2, "));
        assert_eq!(forwards, backwards);
    }

    #[test]
    fn a_single_step_is_not_a_group() {
        let mut alone = group([7]);
        assert_eq!(alone.close().unwrap().text, "00007");
        assert!(alone.is_empty());
        assert_eq!(alone.close(), None);
        assert_eq!(group([7, 7]).close().unwrap().text, "{00007×2}");
    }
}
