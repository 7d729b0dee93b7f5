//! Conversions of the types that users pass.

use std::borrow::Cow;
use std::sync::Arc;

use super::value::{Integer, NotACount, Number, Text, Texts, TokenCount};

#[test]
fn texts_of_every_type_are_read() {
    let expected = Some(Cow::Borrowed("gpt"));
    assert_eq!("gpt".text(), expected);
    assert_eq!(Text::text(&&"gpt"), expected);
    assert_eq!(String::from("gpt").text(), expected);
    assert_eq!(Some(Arc::<str>::from("gpt")).text(), expected);
    assert_eq!(Text::text(&&Some(Cow::Borrowed("gpt"))), expected);
    assert_eq!(None::<Box<str>>.text(), None);
}

#[test]
fn a_short_float_keeps_its_decimals() {
    assert_eq!(0.7_f32.number(), Some(0.7));
    assert_eq!(Some(1).number(), Some(1.0));
    assert_eq!(None::<f64>.number(), None);
}

#[test]
fn integers_saturate() {
    let beyond = u64::MAX.integer().unwrap();
    assert_eq!((beyond.value(), beyond.is_saturated()), (i64::MAX, true));
    let beyond = i128::MIN.integer().unwrap();
    assert_eq!((beyond.value(), beyond.is_saturated()), (i64::MIN, true));
    let exact = Integer::integer(&&Some(-5_i8)).unwrap();
    assert_eq!((exact.value(), exact.is_saturated()), (-5, false));
}

#[test]
fn lists_of_texts_in_every_container_are_read() {
    let expected = Some(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(["a", "b"].texts(), expected);
    assert_eq!(vec!["a".to_owned(), "b".to_owned()].texts(), expected);
    assert_eq!(Some(&["a", "b"][..]).texts(), expected);
    assert_eq!("a".texts(), Some(vec!["a".to_owned()]));
    assert_eq!(Cow::Borrowed("a").texts(), Some(vec!["a".to_owned()]));
    assert_eq!(None::<Vec<String>>.texts(), None);
}

#[test]
fn counts_of_every_integer_type_are_read() {
    assert_eq!(3_u8.token_count(), Some(Ok(3)));
    assert_eq!(TokenCount::token_count(&&Some(3_i64)), Some(Ok(3)));
    assert_eq!(None::<u32>.token_count(), None);
    assert_eq!((-3_i8).token_count(), Some(Err(NotACount)));
    assert_eq!(3_i128.token_count(), Some(Ok(3)));
    assert_eq!(u128::MAX.token_count(), Some(Err(NotACount)));
}
