//! Converts sources to the model: the only place that knows how the two formats differ.

use super::model::{
    Attribute, Deprecation, Event, Group, Level, Metric, Model, Part, Reference, Refinement, Span,
};
use super::source::{
    Conditional, Deprecated, EnumerationValue, File, Item, Level as SourceLevel, Member, Name, Type,
};

const VALUE_TYPES: &[&str] = &[
    "string",
    "int",
    "double",
    "boolean",
    "string[]",
    "int[]",
    "double[]",
    "boolean[]",
    "any",
    "template[string]",
    "template[string[]]",
];

impl Model {
    /// Adds one file.
    ///
    /// # Errors
    ///
    /// The file and the name of a definition that is duplicate, has no name or has an unknown type.
    pub(crate) fn add(&mut self, file: &str, source: File) -> Result<(), String> {
        self.imports.push((file.to_owned(), source.imports));
        for member in source.attributes {
            let key = named(file, "attribute", member.key.clone())?;
            self.define(file, &key, &member)?;
        }
        for item in source.attribute_groups {
            let id = named(file, "attribute group", item.id.clone())?;
            self.group(file, &id, &item)?;
        }
        for item in source.spans {
            let id = named(file, "span", item.r#type.clone())?;
            self.span(file, &id, &item)?;
        }
        for item in source.span_refinements {
            let id = named(file, "span refinement", item.id.clone())?;
            named(file, &id, item.r#ref.clone())?;
            self.span(file, &id, &item)?;
        }
        for item in source.metrics {
            let name = named(file, "metric", word(item.name.as_ref()))?;
            self.metric(file, &name, &item)?;
        }
        for item in source.metric_refinements {
            let id = named(file, "metric refinement", item.id.clone())?;
            let of = named(file, &id, item.r#ref.clone())?;
            self.group(file, &format!("metric.{id}"), &item)?;
            let file = file.to_owned();
            self.metric_refinements.push(Refinement { file, id, of });
        }
        for item in source.events {
            let name = named(file, "event", word(item.name.as_ref()))?;
            self.event(file, &name, &item)?;
        }
        for item in source.entities {
            let name = named(file, "entity", item.r#type.clone())?;
            self.group(file, &format!("entity.{name}"), &item)?;
            self.entities.push(name);
        }
        for item in source.groups {
            self.older_group(file, &item)?;
        }
        Ok(())
    }

    fn older_group(&mut self, file: &str, item: &Item) -> Result<(), String> {
        let id = named(file, "group", item.id.clone())?;
        let without = |prefix: &str| id.strip_prefix(prefix).unwrap_or(&id).to_owned();
        match item.r#type.as_deref() {
            // A deprecated signal is kept only as a group, which others may extend.
            _ if item.deprecated.is_some() => self.group(file, &id, item),
            None | Some("attribute_group") => self.group(file, &id, item),
            Some("span") => self.span(file, &without("span."), item),
            Some("metric") => {
                let name = named(file, &id, item.metric_name.clone())?;
                self.metric(file, &name, item)
            }
            Some("event") => {
                let name = word(item.name.as_ref()).unwrap_or_else(|| without("event."));
                self.event(file, &name, item)
            }
            Some("entity") => {
                self.entities.push(without("entity."));
                self.group(file, &id, item)
            }
            Some(other) => Err(format!("{file}: `{id}`: unknown group type `{other}`")),
        }
    }

    fn span(&mut self, file: &str, id: &str, item: &Item) -> Result<(), String> {
        self.group(file, &format!("span.{id}"), item)?;
        let rule = match &item.name {
            Some(Name::Rule { note }) => note.as_str(),
            _ => "",
        };
        self.spans.push(Span {
            file: file.to_owned(),
            id: id.to_owned(),
            refines: item.r#ref.clone(),
            kind: item.kind.clone().or(item.span_kind.clone()),
            text: format!("{rule}\n\n{}", prose(item)),
        });
        Ok(())
    }

    fn metric(&mut self, file: &str, name: &str, item: &Item) -> Result<(), String> {
        self.group(file, &format!("metric.{name}"), item)?;
        let missing = |what: &str| format!("{file}: `{name}`: has no {what}");
        self.metrics.push(Metric {
            file: file.to_owned(),
            name: name.to_owned(),
            instrument: item
                .instrument
                .clone()
                .ok_or_else(|| missing("instrument"))?,
            unit: item.unit.clone().ok_or_else(|| missing("unit"))?,
            value_type: item.annotations.code_generation.metric_value_type.clone(),
        });
        Ok(())
    }

    fn event(&mut self, file: &str, name: &str, item: &Item) -> Result<(), String> {
        self.group(file, &format!("event.{name}"), item)?;
        self.events.push(Event {
            name: name.to_owned(),
            text: prose(item),
        });
        Ok(())
    }

    fn group(&mut self, file: &str, id: &str, item: &Item) -> Result<(), String> {
        let mut parts = Vec::new();
        parts.extend(item.extends.clone().map(Part::Group));
        parts.extend(item.r#ref.clone().map(|of| {
            let signal = id.split('.').next().unwrap_or_default();
            Part::Group(format!("{signal}.{of}"))
        }));
        let members = item.attributes.iter().chain(&item.identity);
        for member in members.chain(&item.description) {
            if let Some(key) = member.id.clone().or(member.key.clone()) {
                self.define(file, &key, member)?;
                parts.push(Part::Attribute(reference(file, id, key, member)?));
            } else if let Some(key) = &member.r#ref {
                let reference = reference(file, id, key.clone(), member)?;
                parts.push(Part::Attribute(reference));
            } else if let Some(group) = &member.ref_group {
                parts.push(Part::Group(group.clone()));
            } else {
                return Err(format!("{file}: `{id}`: an attribute without a name"));
            }
        }
        let group = Group {
            file: file.to_owned(),
            parts,
        };
        match self.groups.insert(id.to_owned(), group) {
            None => Ok(()),
            Some(before) => Err(twice(file, id, &before.file)),
        }
    }

    fn define(&mut self, file: &str, key: &str, member: &Member) -> Result<(), String> {
        let attribute = attribute(file, key, member)?;
        match self.attributes.insert(key.to_owned(), attribute) {
            None => Ok(()),
            Some(before) => Err(twice(file, key, &before.file)),
        }
    }
}

fn attribute(file: &str, key: &str, member: &Member) -> Result<Attribute, String> {
    let (value_type, members) = match &member.r#type {
        None => return Err(format!("{file}: `{key}`: has no type")),
        Some(Type::Named(name)) => {
            let known = VALUE_TYPES.iter().find(|known| *known == name);
            let known = known.ok_or_else(|| format!("{file}: `{key}`: unknown type `{name}`"))?;
            (*known, Vec::new())
        }
        Some(Type::Enumeration { members }) => {
            let current = members.iter().filter(|member| member.deprecated.is_none());
            let texts = current.filter_map(|member| match &member.value {
                EnumerationValue::Text(text) => Some(text.clone()),
                EnumerationValue::Number(_) => None,
            });
            let texts: Vec<_> = texts.collect();
            (if texts.is_empty() { "int" } else { "string" }, texts)
        }
    };
    Ok(Attribute {
        file: file.to_owned(),
        value_type,
        members,
        stability: member.stability.clone().unwrap_or_default(),
        deprecated: member.deprecated.as_ref().map(deprecation),
    })
}

fn reference(file: &str, id: &str, key: String, member: &Member) -> Result<Reference, String> {
    let level = match &member.requirement_level {
        None => None,
        Some(SourceLevel::Plain(level)) => Some(match level.as_str() {
            "required" => (Level::Required, false),
            "recommended" => (Level::Recommended, false),
            "opt_in" => (Level::OptIn, false),
            other => {
                return Err(format!(
                    "{file}: `{id}`: unknown requirement level `{other}` of `{key}`"
                ));
            }
        }),
        Some(SourceLevel::Conditional(conditional)) => Some(match conditional {
            Conditional::ConditionallyRequired(_) => (Level::ConditionallyRequired, true),
            Conditional::Recommended(_) => (Level::Recommended, true),
            Conditional::OptIn(_) => (Level::OptIn, true),
        }),
    };
    Ok(Reference {
        key,
        level,
        sampling_relevant: member.sampling_relevant,
    })
}

fn deprecation(deprecated: &Deprecated) -> Deprecation {
    match &deprecated.renamed_to {
        Some(to) => Deprecation::RenamedTo(to.clone()),
        None => Deprecation::Removed,
    }
}

fn prose(item: &Item) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    format!("{}\n\n{}", part(&item.brief), part(&item.note))
}

fn word(name: Option<&Name>) -> Option<String> {
    match name {
        Some(Name::Word(word)) => Some(word.clone()),
        _ => None,
    }
}

fn named(file: &str, what: &str, name: Option<String>) -> Result<String, String> {
    name.ok_or_else(|| format!("{file}: `{what}`: a name or reference is missing"))
}

fn twice(file: &str, id: &str, before: &str) -> String {
    format!("{file}: `{id}`: defined twice, first in {before}")
}
