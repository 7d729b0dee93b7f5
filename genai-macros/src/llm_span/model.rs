//! What an `#[llm_span]` means: the source of each fact about the call.

use genai_semconv::attribute;
use proc_macro2::{Ident, Span};
use syn::Expr;
use syn::ext::IdentExt;

use super::MACRO_NAME;
use super::args::{Args, CONTENT, ModelArg, PARAMETERS, Parameter, System, UsageArg};
use super::prompt::Prompt;
use super::{parameter, reporting};
use crate::common::Common;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::registry::{Place, Set, belongs_on};

/// One call to a model.
pub(super) struct ModelCall {
    pub(super) operation: &'static str,
    pub(super) provider: Provider,
    pub(super) model: Option<Model>,
    pub(super) endpoint: Option<Expr>,
    pub(super) request: Option<Request>,
    /// Arguments with content, and their values.
    pub(super) content: Vec<(&'static str, Expr)>,
    pub(super) prompt: Option<Prompt>,
    pub(super) parameters: Vec<RequestParameter>,
    pub(super) usage: UsageArg,
    pub(super) common: Common,
}

/// The provider that the call goes to.
pub(super) struct Provider {
    /// The argument that names it: `system` or `provider`.
    pub(super) key: &'static str,
    pub(super) value: Expr,
    /// Whether the argument is there; leaving it out is a mistake.
    is_given: bool,
}

/// The requested model.
pub(super) struct Model {
    pub(super) value: Expr,
    /// The function's parameter that it is taken from, without an argument.
    pub(super) parameter: Option<Ident>,
}

/// A value that implements `RequestReport`.
pub(super) struct Request {
    pub(super) value: Expr,
    /// Whether it is the source of the model.
    pub(super) gives_model: bool,
    /// Setters whose values arguments give instead.
    pub(super) except: Vec<&'static str>,
}

/// A parameter of the request.
pub(super) enum RequestParameter {
    /// An argument, with the runtime's setter at the key's span; a value of another type is an error.
    Argument {
        key: &'static str,
        setter: Ident,
        value: Box<Expr>,
    },
    /// A parameter of the function by its name; it is recorded if its type fits the shape.
    Parameter { name: Ident, shape: Ident },
}

impl RequestParameter {
    fn name(&self) -> &Ident {
        match self {
            Self::Argument { setter: name, .. } | Self::Parameter { name, .. } => name,
        }
    }
}

impl Provider {
    fn new(system: Option<System>) -> Self {
        let is_given = system.is_some();
        let System { key, value } = system.unwrap_or_else(|| System {
            key: "system",
            value: syn::parse_quote!(""),
        });
        Self {
            key,
            value,
            is_given,
        }
    }

    /// The attribute key that it sets.
    fn set(&self) -> Set {
        let attribute = attribute::GEN_AI_PROVIDER_NAME;
        if self.is_given {
            Set::by_argument(attribute, self.key)
        } else {
            Set::by_default(attribute, self.key)
        }
    }
}

impl ModelCall {
    pub(super) fn new(args: Args, function: &Function, errors: &mut Diagnostics) -> Option<Self> {
        let names: Vec<Ident> = function
            .parameter_names()
            .into_iter()
            .filter(|name| !args.common.skipped.contains(&name.unraw()))
            .collect();
        let request = args.request.map(|value| Request {
            value,
            gives_model: args.model.is_none(),
            except: args
                .parameters
                .iter()
                .map(|(name, _, _)| *name)
                .chain(args.content.iter().map(|(name, _)| *name))
                .collect(),
        });
        let model = match args.model {
            Some(ModelArg::None) => None,
            Some(ModelArg::Expression(value)) => Some(Model {
                value,
                parameter: None,
            }),
            None => {
                let parameter = names.iter().find(|name| name.unraw() == "model");
                let has_source = parameter.is_some() || request.is_some();
                if !has_source
                    && !args.mistakes.explain_missing("model")
                    && !args.mistakes.explain_missing("request")
                {
                    errors.add(missing_model());
                }
                if let Some(written) = parameter.and_then(|name| function.type_of(name)) {
                    parameter::check(written, request.is_some(), function, errors);
                }
                parameter.map(|name| Model {
                    value: syn::parse_quote!(#name),
                    parameter: Some(name.clone()),
                })
            }
        };
        if args.system.is_none() && !args.mistakes.explain_missing("system") {
            errors.add(syn::Error::new(
                Span::call_site(),
                format!("`{MACRO_NAME}` needs `system`; write `#[llm_span(system = \"openai\")]`"),
            ));
        }
        let operation = args.operation.unwrap_or("chat");
        // After a mistake in `operation`, the span's attributes are unknown.
        let is_operation_known = !args.mistakes.is_misspelt("operation");
        let is_usage_explained = args.mistakes.explain_missing("usage");
        let mut explicit = args.parameters;
        let parameters: Vec<RequestParameter> = PARAMETERS
            .iter()
            .filter_map(|Parameter { name, shape, key }| {
                if let Some(position) = explicit.iter().position(|(key, _, _)| key == name) {
                    let (key, setter, value) = explicit.swap_remove(position);
                    let value = Box::new(value);
                    return Some(RequestParameter::Argument { key, setter, value });
                }
                let parameter = names.iter().find(|parameter| parameter.unraw() == *name)?;
                if !belongs_on(key, operation) {
                    return None;
                }
                let shape = Ident::new(shape, Span::call_site());
                Some(RequestParameter::Parameter {
                    name: parameter.clone(),
                    shape,
                })
            })
            .collect();
        let is_complete = args.system.is_some();
        let call = Self {
            operation,
            provider: Provider::new(args.system),
            model,
            endpoint: args.endpoint,
            request,
            content: args.content,
            prompt: args.prompt,
            parameters,
            usage: args.usage,
            common: args.common,
        };
        let place = if is_operation_known {
            Place::of_call(operation, call.set())
        } else {
            Place::unknown()
        };
        if matches!(call.usage, UsageArg::Report) && !is_usage_explained {
            reporting::check(function, call.common.stream, errors);
        }
        call.check_parameters(&place, errors);
        call.common.check_attributes(&place, errors);
        is_complete.then_some(call)
    }

    /// Refuses arguments that are no parameters of a request with this operation.
    fn check_parameters(&self, place: &Place, errors: &mut Diagnostics) {
        for given in &self.parameters {
            let RequestParameter::Argument { key, setter, .. } = given else {
                continue;
            };
            let parameter = PARAMETERS.iter().find(|parameter| parameter.name == *key);
            let checked = parameter.map(|parameter| place.check_argument(key, parameter.key));
            if let Some(Err(message)) = checked {
                errors.error(setter, message);
            }
        }
    }

    /// The attribute keys that the annotation sets.
    fn set(&self) -> Vec<Set> {
        let mut set = vec![
            Set::by_default(attribute::GEN_AI_OPERATION_NAME, "operation"),
            self.provider.set(),
        ];
        let request = self.request.as_ref();
        let model = attribute::GEN_AI_REQUEST_MODEL;
        match &self.model {
            Some(Model {
                parameter: Some(_), ..
            }) => set.push(Set::by_default(model, "model")),
            Some(_) => set.push(Set::by_argument(model, "model")),
            None if request.is_some_and(|request| request.gives_model) => {
                set.push(Set::by_argument(model, "request"));
            }
            None => {}
        }
        if self.endpoint.is_some() {
            let keys = [attribute::SERVER_ADDRESS, attribute::SERVER_PORT];
            set.extend(keys.map(|key| Set::by_argument(key, "endpoint")));
        }
        if let Some(prompt) = &self.prompt {
            set.extend(prompt.keys().map(|key| Set::by_argument(key, "prompt")));
        }
        let content = CONTENT.iter().filter(|(name, _)| {
            let mut given = self.content.iter();
            given.any(|(given, _)| given == name)
        });
        set.extend(content.map(|(name, key)| Set::by_argument(key, name)));
        for given in &self.parameters {
            let name = given.name().unraw();
            if let Some(Parameter { name, key, .. }) =
                PARAMETERS.iter().find(|parameter| name == parameter.name)
            {
                set.push(match given {
                    RequestParameter::Argument { .. } => Set::by_argument(key, name),
                    RequestParameter::Parameter { .. } => Set::by_parameter(key, name),
                });
            }
        }
        set
    }
}

fn missing_model() -> syn::Error {
    syn::Error::new(
        Span::call_site(),
        format!(
            "`{MACRO_NAME}` needs `model`; write `model = \"…\"`, add a parameter `model`, give a \
             `request` that reports it, or write `model = none` if it is not known"
        ),
    )
}
