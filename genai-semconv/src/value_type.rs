//! Types of attribute values.

/// The type that the conventions give an attribute's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// Text.
    String,
    /// A signed integer of 64 bits.
    Int,
    /// A floating-point number of 64 bits.
    Double,
    /// `true` or `false`.
    Boolean,
    /// A list of text.
    Strings,
    /// A list of integers.
    Ints,
    /// A list of floating-point numbers.
    Doubles,
    /// A list of booleans.
    Booleans,
    /// A structured value; a JSON text where only plain values are possible, as on spans.
    Any,
    /// Text, under the attribute's key and a name that the user chooses: `key.<name>`.
    StringTemplate,
    /// A list of text, under the attribute's key and a name that the user chooses.
    StringsTemplate,
}

impl ValueType {
    /// Returns the word for the type in messages, with its article: `an integer`.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_semconv::ValueType;
    ///
    /// assert_eq!(ValueType::Int.name(), "an integer");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::String | Self::StringTemplate => "a string",
            Self::Int => "an integer",
            Self::Double => "a floating-point number",
            Self::Boolean => "a boolean",
            Self::Strings | Self::StringsTemplate => "a list of strings",
            Self::Ints => "a list of integers",
            Self::Doubles => "a list of floating-point numbers",
            Self::Booleans => "a list of booleans",
            Self::Any => "a structured value",
        }
    }

    /// Returns whether the attribute's key is followed by a name that the user chooses.
    pub const fn is_template(self) -> bool {
        matches!(self, Self::StringTemplate | Self::StringsTemplate)
    }
}
