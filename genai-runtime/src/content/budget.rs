//! Limits of captured content.

/// How many bytes of captured content are exported, counted in their JSON form.
///
/// A text that exceeds the limit of a part keeps its beginning and its end, around a note such as
/// `…[123 bytes omitted]…`. A list that exceeds the limit of an attribute keeps its first and last elements.
/// However little is left, it is valid against the conventions' schemas, and
/// `genai_runtime.content.omitted_bytes` counts the rest.
///
/// # Examples
///
/// ```
/// use genai_runtime::content::ContentBudget;
///
/// let budget = ContentBudget::default().part(4 * 1024).attribute(32 * 1024);
/// assert_eq!(budget, ContentBudget::default().attribute(32 * 1024).part(4 * 1024));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a budget takes effect through a policy or a builder"]
pub struct ContentBudget {
    part: usize,
    attribute: usize,
    span: usize,
}

impl ContentBudget {
    /// Sets the limit of one part of a message in bytes: a text, a reasoning, the arguments of a tool call. Default:
    /// 10 KiB.
    pub const fn part(mut self, bytes: usize) -> Self {
        self.part = bytes;
        self
    }

    /// Sets the limit of one attribute in bytes, including the JSON around its parts. Default: 64 KiB.
    pub const fn attribute(mut self, bytes: usize) -> Self {
        self.attribute = bytes;
        self
    }

    /// Sets the limit of all attributes of a span or an event together, in bytes; content that is written under several
    /// names counts several times. Input and output are each guaranteed half of it. Default: 128 KiB.
    pub const fn span(mut self, bytes: usize) -> Self {
        self.span = bytes;
        self
    }

    /// The budget of one attribute if `left` bytes are left for the span.
    pub(crate) fn of_attribute(self, left: usize) -> Budget {
        Budget {
            part: self.part,
            total: self.attribute.min(left),
        }
    }

    /// The limit of all attributes of a span.
    pub(crate) const fn of_span(self) -> usize {
        self.span
    }
}

impl Default for ContentBudget {
    fn default() -> Self {
        Self {
            part: 10 * 1024,
            attribute: 64 * 1024,
            span: 128 * 1024,
        }
    }
}

/// Limits of an answer in bytes, counted in its JSON form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Of one part of a message: a text, a reasoning or the arguments of a tool call.
    pub(crate) part: usize,
    /// Of all of it, including the JSON around the parts.
    pub(crate) total: usize,
}

impl Default for Budget {
    fn default() -> Self {
        let budget = ContentBudget::default();
        budget.of_attribute(budget.of_span())
    }
}
