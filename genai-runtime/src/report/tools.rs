//! The sink that definitions of tools are reported to.

use std::borrow::Cow;

use super::input_facts::InputFacts;
use super::value::Text;
use crate::content::Json;

/// Collects the definitions of the tools that a model may call (`gen_ai.tool.definitions`).
///
/// They are recorded only where content is captured.
#[derive(Debug)]
pub struct Tools<'a> {
    /// `None` if reports are ignored.
    facts: Option<&'a mut InputFacts>,
}

impl<'a> Tools<'a> {
    pub(crate) fn new(facts: &'a mut InputFacts) -> Self {
        Self { facts: Some(facts) }
    }

    /// Ignores all reports.
    pub(crate) const fn nowhere() -> Self {
        Self { facts: None }
    }

    /// Whether definitions are captured. If not, they need not be built.
    pub fn captures_content(&self) -> bool {
        let facts = self.facts.as_ref();
        facts.is_some_and(|facts| facts.input.is_some())
    }

    /// Adds a function: its name, its description, and the JSON schema of its parameters as a text.
    pub fn function(
        &mut self,
        name: impl Text,
        description: impl Text,
        parameters: impl Text,
    ) -> &mut Self {
        let parameters = parameters.text();
        self.tool("function", &name, &description, || {
            parameters.as_deref().map(Json::Text)
        })
    }

    /// Like [`function`](Self::function), with the schema as a JSON value.
    #[cfg(feature = "serde_json")]
    pub fn function_json(
        &mut self,
        name: impl Text,
        description: impl Text,
        parameters: Option<&serde_json::Value>,
    ) -> &mut Self {
        self.tool("function", &name, &description, || {
            parameters.map(Json::Value)
        })
    }

    /// Adds a tool of another type, such as one that the provider runs.
    pub fn other(&mut self, kind: impl Text, name: impl Text) -> &mut Self {
        let kind = kind.text().unwrap_or_default();
        self.tool(&kind, &name, &None::<&str>, || None)
    }

    fn tool<'t>(
        &mut self,
        kind: &str,
        name: &impl Text,
        description: &impl Text,
        parameters: impl FnOnce() -> Option<Json<'t>>,
    ) -> &mut Self {
        if let Some(facts) = &mut self.facts
            && let Some(input) = &mut facts.input
        {
            let name = name.text().unwrap_or_default();
            input.tool(kind, &name, description.text().as_deref(), parameters());
        }
        self
    }
}

/// A value that defines tools.
///
/// The value of the argument `tools` of [`llm_span`](crate::llm_span) implements it. A text is the name of a
/// function. Also ready-made: `serde_json::Value` (feature `serde_json`), as one definition, an array of them or a
/// whole request in a provider's wire format; and the tools of the `async-openai` crate (feature `async-openai`).
///
/// # Examples
///
/// ```
/// use genai_runtime::{ToolReport, Tools};
///
/// struct Weather;
///
/// impl ToolReport for Weather {
///     fn report(&self, tools: &mut Tools<'_>) {
///         tools.function("weather", "the weather of a city", r#"{"type":"object"}"#);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not define tools",
    label = "`{Self}` does not implement `ToolReport`",
    note = "give the names of the tools, or implement `genai_runtime::ToolReport` for `{Self}`"
)]
#[cfg_attr(
    not(feature = "serde_json"),
    diagnostic::on_unimplemented(
        note = "`serde_json::Value` and types of `async-openai` implement it with the features `serde_json` and \
                `async-openai` of `genai-runtime`"
    )
)]
#[cfg_attr(
    all(feature = "serde_json", not(feature = "async-openai")),
    diagnostic::on_unimplemented(
        note = "types of `async-openai` implement it with the feature `async-openai` of `genai-runtime`"
    )
)]
pub trait ToolReport {
    /// Reports the tools in their order.
    fn report(&self, tools: &mut Tools<'_>);
}

impl ToolReport for str {
    fn report(&self, tools: &mut Tools<'_>) {
        tools.function(self, None::<&str>, None::<&str>);
    }
}

impl ToolReport for String {
    fn report(&self, tools: &mut Tools<'_>) {
        self.as_str().report(tools);
    }
}

impl ToolReport for Cow<'_, str> {
    fn report(&self, tools: &mut Tools<'_>) {
        (**self).report(tools);
    }
}

impl<T: ToolReport> ToolReport for Option<T> {
    fn report(&self, tools: &mut Tools<'_>) {
        if let Some(value) = self {
            value.report(tools);
        }
    }
}

impl<T: ToolReport> ToolReport for [T] {
    fn report(&self, tools: &mut Tools<'_>) {
        for value in self {
            value.report(tools);
        }
    }
}

impl<T: ToolReport, const N: usize> ToolReport for [T; N] {
    fn report(&self, tools: &mut Tools<'_>) {
        self.as_slice().report(tools);
    }
}

impl<T: ToolReport> ToolReport for Vec<T> {
    fn report(&self, tools: &mut Tools<'_>) {
        self.as_slice().report(tools);
    }
}

through_pointers!(ToolReport: report(tools: &mut Tools<'_>));
