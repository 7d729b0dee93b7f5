//! Binary search in sorted tables, in `const` contexts too: `str` has no `const` comparison yet.

use core::cmp::Ordering;

/// Defines a search of a table that is sorted by a field of its entries.
macro_rules! look_up {
    ($(#[$doc:meta])* const fn $name:ident($key:ident) -> $entry:ty { $field:ident }) => {
        $(#[$doc])*
        const fn $name<'a>(mut table: &'a [$entry], $key: &str) -> Option<&'a $entry> {
            loop {
                let (below, above) = table.split_at(table.len() / 2);
                let [middle, above @ ..] = above else {
                    return None;
                };
                table = match $crate::look_up::compare($key, middle.$field) {
                    ::core::cmp::Ordering::Less => below,
                    ::core::cmp::Ordering::Equal => return Some(middle),
                    ::core::cmp::Ordering::Greater => above,
                };
            }
        }
    };
}

pub(crate) use look_up;

/// Compares two texts.
pub(crate) const fn compare(left: &str, right: &str) -> Ordering {
    compare_bytes(left.as_bytes(), right.as_bytes())
}

const fn compare_bytes(mut left: &[u8], mut right: &[u8]) -> Ordering {
    // Keys have long prefixes in common: compares eight bytes at a time, then the rest.
    while let (Some((l, left_rest)), Some((r, right_rest))) = (
        left.split_first_chunk::<8>(),
        right.split_first_chunk::<8>(),
    ) {
        let (l, r) = (u64::from_be_bytes(*l), u64::from_be_bytes(*r));
        if l != r {
            return if l < r {
                Ordering::Less
            } else {
                Ordering::Greater
            };
        }
        (left, right) = (left_rest, right_rest);
    }
    loop {
        match (left, right) {
            ([], []) => return Ordering::Equal,
            ([], _) => return Ordering::Less,
            (_, []) => return Ordering::Greater,
            ([l, left_rest @ ..], [r, right_rest @ ..]) => {
                if *l != *r {
                    return if *l < *r {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    };
                }
                (left, right) = (left_rest, right_rest);
            }
        }
    }
}

/// Returns whether two texts are the same.
pub(crate) const fn same(left: &str, right: &str) -> bool {
    left.len() == right.len() && matches!(compare(left, right), Ordering::Equal)
}

/// Returns whether a key consists of the namespace, a dot and something more.
pub(crate) const fn is_beneath(key: &str, namespace: &str) -> bool {
    match key.as_bytes().split_at_checked(namespace.len()) {
        Some((beginning, [b'.', _, ..])) => {
            matches!(
                compare_bytes(beginning, namespace.as_bytes()),
                Ordering::Equal
            )
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{compare, is_beneath};

    #[test]
    fn agrees_with_the_order_of_str() {
        let words = [
            "",
            "a",
            "ab",
            "b",
            "gen_ai.request",
            "gen_ai.request.model",
            "gen_ai.request.top_k",
            "gen_ai.request.top_p",
            "ä",
            "\u{ffff}",
        ];
        for left in words {
            for right in words {
                assert_eq!(compare(left, right), left.cmp(right), "{left} {right}");
            }
        }
    }

    #[test]
    fn sees_namespaces() {
        assert!(is_beneath("gen_ai.system", "gen_ai"));
        assert!(!is_beneath("gen_ai", "gen_ai"));
        assert!(!is_beneath("gen_ai.", "gen_ai"));
        assert!(!is_beneath("ключ", "кл"));
        assert!(!is_beneath("gen_ai_own.system", "gen_ai"));
        assert!(!is_beneath("gen", "gen_ai"));
    }
}
