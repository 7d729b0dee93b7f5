//! The speed of the built-in redaction on prose, on prose in JSON and on texts with findings.
#![allow(
    missing_docs,
    reason = "criterion's macros generate undocumented functions"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use genai_runtime::redact::Redaction;

const WORDS: &str = "\
    the of and to in that it is was for on are as with they at be this from have or by one had \
    not but what all were when we there can an your which their said if do into has more her \
    two like him see time could no make than first been its who now people my made over did \
    down only way find use may water long little very after words called just where most know \
    get through back much before go good new write our used me man too any day same right look \
    think also around another came come work three word must because does part even place well \
    such here take why things help put years different away again off went old number I April \
    Berlin January well-known Bob's";

/// Words in sentences with occasional numbers; the same text in every run.
fn prose(bytes: usize) -> String {
    let (mut text, mut state) = (String::with_capacity(bytes + 64), 0x2545_f491_4f6c_dd1d_u64);
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut begins = true;
    while text.len() < bytes {
        let word = words.get(draw(words.len())).copied().unwrap_or_default();
        let (first, rest) = word.split_at(1);
        text.push_str(&if begins {
            first.to_uppercase()
        } else {
            first.to_owned()
        });
        text.push_str(rest);
        begins = false;
        match draw(100) {
            0..=6 => {
                text.push_str(". ");
                begins = true;
            }
            7..=12 => text.push_str(", "),
            13 => text.push_str(": "),
            14 => text.extend([" ", &draw(3000).to_string(), " "]),
            15 => text.extend([
                " ",
                &draw(100).to_string(),
                ".",
                &draw(100).to_string(),
                " ",
            ]),
            16 => text.push_str(" (see above) - "),
            17 => text.push_str(".\n"),
            _ => text.push(' '),
        }
    }
    text
}

/// The prose as a JSON string.
fn json(text: &str) -> String {
    let escaped = text.replace('\n', "\\n").replace('\'', "\\u0027");
    format!(r#"[{{"role":"user","parts":[{{"type":"text","content":"{escaped}"}}]}}]"#)
}

fn redact(criterion: &mut Criterion) {
    let redaction = Redaction::built_in();
    let mut group = criterion.benchmark_group("redact");
    for (size, bytes) in [("50 KB", 50_000), ("1 MB", 1_000_000)] {
        let prose = prose(bytes);
        let findings = prose.replace("April", "bob@example.com, +49 30 1234567");
        let texts = [
            ("prose", prose.clone()),
            ("prose in JSON", json(&prose)),
            ("prose with findings", findings),
        ];
        for (name, text) in texts {
            group.throughput(Throughput::BytesDecimal(text.len() as u64));
            group.bench_function(format!("{name}, {size}"), |bench| {
                bench.iter(|| redaction.apply(black_box(&text)).len());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, redact);
criterion_main!(benches);
