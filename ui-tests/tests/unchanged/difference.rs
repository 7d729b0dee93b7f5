//! The difference between two texts, line by line.

/// The number of common lines around a difference.
const CONTEXT: usize = 4;

/// The differing lines with their context: `-` before a line of the first text only, `+` before one of the second only.
pub(crate) fn of_lines(first: &str, second: &str) -> String {
    let lines = merged(first, second);
    let differs = |line: &String| !line.starts_with(' ');
    let mut shown = String::new();
    let mut left_out = false;
    for (position, line) in lines.iter().enumerate() {
        let near = position.saturating_sub(CONTEXT)..lines.len().min(position + CONTEXT + 1);
        if lines.get(near).is_some_and(|near| near.iter().any(differs)) {
            if std::mem::take(&mut left_out) {
                shown.push_str("  [...]\n");
            }
            shown.push_str(line.trim_end());
            shown.push('\n');
        } else {
            left_out = true;
        }
    }
    shown
}

fn merged(first: &str, second: &str) -> Vec<String> {
    let first: Vec<&str> = first.lines().collect();
    let second: Vec<&str> = second.lines().collect();
    let common = common_lengths(&first, &second);
    let common = |i: usize, j: usize| common.get(i).and_then(|row| row.get(j)).copied();
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    let mut line = |sign: &str, text: &str| lines.push(format!("{sign}{text}"));
    loop {
        match (first.get(i), second.get(j)) {
            (Some(left), Some(right)) if left == right => {
                line("  ", left);
                i += 1;
                j += 1;
            }
            (Some(left), right) if right.is_none() || common(i + 1, j) >= common(i, j + 1) => {
                line("- ", left);
                i += 1;
            }
            (_, Some(right)) => {
                line("+ ", right);
                j += 1;
            }
            (Some(_) | None, None) => return lines,
        }
    }
}

/// The length of the longest common subsequence of both texts' remaining lines, from each pair of lines on.
fn common_lengths(first: &[&str], second: &[&str]) -> Vec<Vec<usize>> {
    let mut rows = vec![vec![0; second.len() + 1]];
    for left in first.iter().rev() {
        let mut row = vec![0];
        let below = rows.last().map_or(&[][..], Vec::as_slice);
        for (position, right) in second.iter().enumerate().rev() {
            let right_of = row.last().copied().unwrap_or_default();
            let below_of = |position: usize| below.get(position).copied().unwrap_or_default();
            row.push(if left == right {
                below_of(position + 1) + 1
            } else {
                right_of.max(below_of(position))
            });
        }
        row.reverse();
        rows.push(row);
    }
    rows.reverse();
    rows
}

#[test]
fn a_changed_line_is_shown_for_both_texts() {
    let difference = of_lines("a\nb\nc\n", "a\nx\nc\nd\n");
    assert_eq!(difference, "  a\n- b\n+ x\n  c\n+ d\n");
}
