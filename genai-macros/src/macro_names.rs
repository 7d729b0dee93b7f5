//! The names of the attribute macros.

/// The name of an attribute macro.
pub(crate) struct MacroName {
    /// `llm_span`
    pub(crate) ident: &'static str,
    /// `#[llm_span]`, as messages show it.
    pub(crate) attribute: &'static str,
}

pub(crate) const LLM_SPAN: MacroName = MacroName {
    ident: "llm_span",
    attribute: "#[llm_span]",
};

pub(crate) const CHAIN_STEP: MacroName = MacroName {
    ident: "chain_step",
    attribute: "#[chain_step]",
};

pub(crate) const ANNOTATIONS: [MacroName; 2] = [LLM_SPAN, CHAIN_STEP];
