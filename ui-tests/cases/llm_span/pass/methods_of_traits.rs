#![deny(warnings)]

use genai_runtime::{Usage, llm_span};

trait Model {
    fn complete(&self) -> Usage;

    async fn later(&self) -> Usage;

    #[llm_span(system = "openai", model = self.name())]
    fn default(&self) -> Usage {
        Usage::new()
    }

    fn name(&self) -> &'static str;
}

struct Local;

impl Model for Local {
    #[llm_span(system = "ollama", model = self.name())]
    fn complete(&self) -> Usage {
        Usage::new()
    }

    #[llm_span(system = "ollama", model = self.name())]
    async fn later(&self) -> Usage {
        Usage::new()
    }

    fn name(&self) -> &'static str {
        "llama"
    }
}

fn main() {
    let _ = (Local.complete(), Local.default());
    drop(Local.later());
}
