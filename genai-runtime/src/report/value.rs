//! Traits of texts, counts and numbers of any type.

use std::borrow::Cow;
use std::num::NonZero;

/// A text, or none: `str`, `String`, `Cow`, `Box`, `Arc` and `Rc` of them, each also behind `Option`
/// or a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a text",
    label = "expected a text, found `{Self}`",
    note = "expected `&str`, `String`, `Cow<str>` or `Arc<str>`, also behind `Option` or a reference",
    note = "convert the value, for example with `.as_str()` or `.to_string()`; where its type is generic, take `&str` or `String`",
    note = "a field is converted with `#[usage(…, with = path)]` or `#[request(…, with = path)]`, and left out with `skip`"
)]
pub trait Text {
    /// Returns the text, borrowed where possible.
    fn text(&self) -> Option<Cow<'_, str>>;
}

impl Text for str {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for Cow<'_, str> {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(Text::text)
    }
}

/// A value that is not a count: a negative number, or one that does not fit 64 bits; in JSON also a fraction, and
/// anything that is neither a number nor `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACount;

/// A count, or none: any integer, also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a count",
    label = "expected an integer, found `{Self}`",
    note = "expected an integer of any width, also behind `Option` or a reference",
    note = "a field is converted with `#[usage(…, with = path)]` or `#[request(…, with = path)]`, and left out with `skip`"
)]
pub trait TokenCount {
    /// Returns the count.
    ///
    /// # Errors
    ///
    /// [`NotACount`] if there is a value and it is not a count.
    fn token_count(&self) -> Option<Result<u64, NotACount>>;
}

macro_rules! token_count {
    ($($integer:ty),*) => {$(
        impl TokenCount for $integer {
            fn token_count(&self) -> Option<Result<u64, NotACount>> {
                Some(u64::try_from(*self).map_err(|_| NotACount))
            }
        }
    )*};
}

token_count!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

impl<T: TokenCount> TokenCount for Option<T> {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        self.as_ref().and_then(TokenCount::token_count)
    }
}

/// A number, or none: any integer or float, also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "expected a number, found `{Self}`",
    note = "expected a float or an integer of any width, also behind `Option` or a reference",
    note = "a field is converted with `#[usage(…, with = path)]` or `#[request(…, with = path)]`, and left out with `skip`"
)]
pub trait Number {
    /// Returns the number.
    fn number(&self) -> Option<f64>;
}

impl Number for f64 {
    fn number(&self) -> Option<f64> {
        Some(*self)
    }
}

/// The shortest decimal that denotes the value: `0.7_f32` is 0.7, not 0.699999988079071.
impl Number for f32 {
    fn number(&self) -> Option<f64> {
        self.to_string().parse().ok()
    }
}

/// An integer as OpenTelemetry holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Int64 {
    value: i64,
    is_saturated: bool,
}

impl Int64 {
    /// The integer, or the nearest one that 64 bits with a sign can hold.
    pub const fn value(self) -> i64 {
        self.value
    }

    /// Whether it differs from the integer that was given.
    pub const fn is_saturated(self) -> bool {
        self.is_saturated
    }
}

/// An integer, or none: any integer, also behind `Option` or a reference. One that does not fit 64
/// bits with a sign becomes the nearest one that does, and the span carries
/// `genai_runtime.value.saturated`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "expected an integer, found `{Self}`",
    note = "expected an integer of up to 64 bits, also behind `Option` or a reference",
    note = "a field is converted with `#[usage(…, with = path)]` or `#[request(…, with = path)]`, and left out with `skip`"
)]
pub trait Integer {
    /// Returns the integer.
    fn integer(&self) -> Option<Int64>;
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Integer for $integer {
            fn integer(&self) -> Option<Int64> {
                let exact = i64::try_from(*self);
                let beyond = if *self > 0 { i64::MAX } else { i64::MIN };
                Some(Int64 {
                    value: exact.unwrap_or(beyond),
                    is_saturated: exact.is_err(),
                })
            }
        }

        impl Number for $integer {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "a request parameter is far below 2^53")]
            fn number(&self) -> Option<f64> {
                Some(*self as f64)
            }
        }
    )*};
}

integers!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

macro_rules! non_zero {
    ($($integer:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl TokenCount for NonZero<$integer> {
            fn token_count(&self) -> Option<Result<u64, NotACount>> {
                self.get().token_count()
            }
        }

        #[diagnostic::do_not_recommend]
        impl Number for NonZero<$integer> {
            fn number(&self) -> Option<f64> {
                self.get().number()
            }
        }

        #[diagnostic::do_not_recommend]
        impl Integer for NonZero<$integer> {
            fn integer(&self) -> Option<Int64> {
                self.get().integer()
            }
        }
    )*};
}

non_zero!(u8, u16, u32, u64, usize);

impl<T: Number> Number for Option<T> {
    fn number(&self) -> Option<f64> {
        self.as_ref().and_then(Number::number)
    }
}

#[diagnostic::do_not_recommend]
impl Integer for Int64 {
    fn integer(&self) -> Option<Int64> {
        Some(*self)
    }
}

impl<T: Integer> Integer for Option<T> {
    fn integer(&self) -> Option<Int64> {
        self.as_ref().and_then(Integer::integer)
    }
}

/// Several texts, or none: a slice, array or `Vec` of texts or one text, also behind `Option` or a
/// reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of texts",
    label = "expected a list of texts, found `{Self}`",
    note = "expected a slice, array or `Vec` of `&str` or `String`, also behind `Option` or a reference",
    note = "a field is converted with `#[usage(…, with = path)]` or `#[request(…, with = path)]`, and left out with `skip`"
)]
pub trait Texts {
    /// Returns the texts.
    fn texts(&self) -> Option<Vec<String>>;
}

impl<T: Text> Texts for [T] {
    fn texts(&self) -> Option<Vec<String>> {
        Some(
            self.iter()
                .filter_map(|text| text.text().map(Cow::into_owned))
                .collect(),
        )
    }
}

impl<T: Text, const N: usize> Texts for [T; N] {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_slice().texts()
    }
}

impl<T: Text> Texts for Vec<T> {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_slice().texts()
    }
}

impl<T: Text + Clone> Texts for Cow<'_, [T]> {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_ref().texts()
    }
}

impl Texts for str {
    fn texts(&self) -> Option<Vec<String>> {
        Some(vec![self.to_owned()])
    }
}

impl Texts for String {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_str().texts()
    }
}

impl Texts for Cow<'_, str> {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_ref().texts()
    }
}

impl<T: Texts> Texts for Option<T> {
    fn texts(&self) -> Option<Vec<String>> {
        self.as_ref().and_then(Texts::texts)
    }
}

through_pointers!(Text: text() -> Option<Cow<'_, str>>);
through_pointers!(TokenCount: token_count() -> Option<Result<u64, NotACount>>);
through_pointers!(Number: number() -> Option<f64>);
through_pointers!(Integer: integer() -> Option<Int64>);
through_pointers!(Texts: texts() -> Option<Vec<String>>);
