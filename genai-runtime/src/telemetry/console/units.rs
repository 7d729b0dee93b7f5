//! Numbers in a form that is read at a glance: durations, counts, measured values, times of day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Replaces a missing value, which is not zero.
pub(super) const ABSENT: &str = "–";

const NANOS_PER_SECOND: u128 = 1_000_000_000;

/// A duration in three significant digits: `640 µs`, `12.4 ms`, `1.24 s`, `2m 05s`, `1h 02m`.
pub(super) fn duration(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    match nanos {
        0 => return "0 µs".to_owned(),
        1..1_000 => return "<1 µs".to_owned(),
        _ => {}
    }
    [("µs", 1_000), ("ms", 1_000_000), ("s", NANOS_PER_SECOND)]
        .into_iter()
        // From here on seconds would be rounded to a full minute.
        .take_while(|_| nanos < 59_950_000_000)
        .find_map(|(unit, size)| Some(format!("{} {unit}", three_digits(nanos, size)?)))
        .unwrap_or_else(|| minutes(nanos))
}

fn three_digits(nanos: u128, unit: u128) -> Option<String> {
    let hundredths = (nanos * 100 + unit / 2) / unit;
    if hundredths < 1_000 {
        return Some(format!("{}.{:02}", hundredths / 100, hundredths % 100));
    }
    let tenths = (nanos * 10 + unit / 2) / unit;
    if tenths < 1_000 {
        return Some(format!("{}.{}", tenths / 10, tenths % 10));
    }
    let ones = (nanos + unit / 2) / unit;
    (ones < 1_000).then(|| ones.to_string())
}

fn minutes(nanos: u128) -> String {
    let seconds = (nanos + NANOS_PER_SECOND / 2) / NANOS_PER_SECOND;
    if seconds < 3_600 {
        format!("{}m {:02}s", seconds / 60, seconds % 60)
    } else {
        format!("{}h {:02}m", seconds / 3_600, seconds % 3_600 / 60)
    }
}

/// A count with its thousands set apart: `12,345`.
pub(super) fn count(count: u64) -> String {
    group(&count.to_string())
}

/// A noun behind its count: `1 span`, `5 spans`.
pub(super) fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(number))
}

/// A measured value in about four significant digits; whole numbers stay whole.
pub(super) fn value(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return value.to_string();
    }
    if value.fract() == 0.0 && size < 1e15 {
        return group(&format!("{value:.0}"));
    }
    match size {
        0.0..0.000_1 => format!("{value:.2e}"),
        0.000_1..0.001 => format!("{value:.6}"),
        0.001..0.01 => format!("{value:.5}"),
        0.01..10.0 => format!("{value:.3}"),
        10.0..1_000.0 => format!("{value:.1}"),
        1_000.0..1e15 => group(&format!("{value:.0}")),
        _ => format!("{value:.3e}"),
    }
}

/// Sets a comma between every three digits.
fn group(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The time of day in UTC: `12:04:31.042`.
pub(super) fn time_of_day(time: SystemTime) -> String {
    let Ok(since_epoch) = time.duration_since(UNIX_EPOCH) else {
        return "--:--:--.---".to_owned();
    };
    let seconds = since_epoch.as_secs() % 86_400;
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
        since_epoch.subsec_millis()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_three_digits_and_the_unit_that_fits() {
        let cases = [
            (0, "0 µs"),
            (999, "<1 µs"),
            (1_000, "1.00 µs"),
            (640_000, "640 µs"),
            (999_499, "999 µs"),
            (999_500, "1.00 ms"),
            (12_350_000, "12.4 ms"),
            (180_000_000, "180 ms"),
            (999_600_000, "1.00 s"),
            (1_240_000_000, "1.24 s"),
            (59_949_999_999, "59.9 s"),
            (59_950_000_000, "1m 00s"),
            (125_000_000_000, "2m 05s"),
            (3_725_000_000_000, "1h 02m"),
        ];
        for (nanos, expected) in cases {
            assert_eq!(duration(Duration::from_nanos(nanos)), expected);
        }
        assert_eq!(duration(Duration::MAX), "5124095576030431h 00m");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(count(12_345_678), "12,345,678");
        assert_eq!(counted(1, "span"), "1 span");
        assert_eq!(counted(2_000, "span"), "2,000 spans");
    }

    #[test]
    fn values_keep_about_four_digits() {
        let cases = [
            (0.0, "0"),
            (42.0, "42"),
            (-1_500.0, "-1,500"),
            (0.000_041_2, "4.12e-5"),
            (0.000_412_34, "0.000412"),
            (0.004_123_4, "0.00412"),
            (0.912_34, "0.912"),
            (3.210_7, "3.211"),
            (123.456, "123.5"),
            (12_345.6, "12,346"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
            (1e20, "1.000e20"),
        ];
        for (number, expected) in cases {
            assert_eq!(value(number), expected);
        }
    }

    #[test]
    fn the_time_of_day_is_utc() {
        let time = UNIX_EPOCH + Duration::from_millis(1_700_000_000_042);
        assert_eq!(time_of_day(time), "22:13:20.042");
        assert_eq!(
            time_of_day(UNIX_EPOCH - Duration::from_secs(1)),
            "--:--:--.---"
        );
    }
}
