//! The changes of a re-pin, from two inventories.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Lists what was added, removed, renamed and changed.
pub(crate) fn between(before: &str, after: &str, renamed: &BTreeMap<String, String>) -> String {
    let [before, after] = [before, after].map(facts);
    let mut report = String::new();
    let mut counts = [0_usize; 4];
    let [added, removed, moved, changed] = &mut counts;
    for (subject, value) in &before {
        match after.get(subject) {
            Some(now) if now == value => {}
            Some(now) => {
                *changed += 1;
                let _ = writeln!(report, "changed  {subject}: {value} -> {now}");
            }
            None => {
                let name = subject.rsplit(' ').next().unwrap_or(subject);
                if let Some(to) = renamed.get(name) {
                    *moved += 1;
                    let _ = writeln!(report, "renamed  {subject} -> {to}");
                } else {
                    *removed += 1;
                    let _ = writeln!(report, "removed  {subject}: {value}");
                }
            }
        }
    }
    for (subject, value) in after
        .iter()
        .filter(|(subject, _)| !before.contains_key(*subject))
    {
        *added += 1;
        let _ = writeln!(report, "added    {subject}: {value}");
    }
    let _ = write!(
        report,
        "{added} added, {removed} removed, {moved} renamed, {changed} changed since the last pin"
    );
    report
}

fn facts(inventory: &str) -> BTreeMap<&str, &str> {
    let pair = |line| str::split_once(line, ':').map(|(subject, value)| (subject, value.trim()));
    inventory.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn tells_additions_removals_renames_and_changes_apart() {
        let before = "latest attribute a: int\nlatest attribute b: int\nlatest attribute c: int\n";
        let after = "latest attribute a: double\nlatest attribute d: int\n";
        let renamed = [("b".to_owned(), "d".to_owned())].into();
        let report = between(before, after, &renamed);
        let lines: Vec<_> = report.lines().collect();
        assert_eq!(
            lines,
            [
                "changed  latest attribute a: int -> double",
                "renamed  latest attribute b -> d",
                "removed  latest attribute c: int",
                "added    latest attribute d: int",
                "1 added, 1 removed, 1 renamed, 1 changed since the last pin",
            ]
        );
        assert_eq!(
            between(after, after, &renamed),
            "0 added, 0 removed, 0 renamed, 0 changed since the last pin"
        );
    }
}
