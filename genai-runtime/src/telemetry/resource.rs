//! The resource: attributes of the service that all telemetry carries.

use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::resource::TelemetryResourceDetector;

use super::settings::Settings;

/// The resource of `settings`, overridden by the builder's `attributes`; `telemetry.sdk.*` cannot be overridden.
pub(crate) fn resource(settings: &Settings, attributes: &[KeyValue]) -> Resource {
    let mut builder = Resource::builder_empty()
        .with_service_name(default_service_name())
        .with_attributes(settings.attributes.iter().cloned());
    if let Some(name) = &settings.service_name {
        builder = builder.with_service_name(name.clone());
    }
    builder
        .with_attributes(attributes.iter().cloned())
        .with_detector(Box::new(TelemetryResourceDetector))
        .build()
}

fn default_service_name() -> String {
    let executable = std::env::current_exe().ok();
    match executable
        .as_deref()
        .and_then(|path| path.file_name())
        .and_then(|name| name.to_str())
    {
        Some(name) => format!("unknown_service:{name}"),
        None => "unknown_service".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::Key;

    use super::*;

    fn get(settings: &Settings, attributes: &[KeyValue], key: &'static str) -> String {
        resource(settings, attributes)
            .get(&Key::from_static_str(key))
            .map(|value| value.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn the_more_specific_service_name_takes_precedence() {
        let mut settings = Settings::default();
        let name = get(&settings, &[], "service.name");
        assert!(name.starts_with("unknown_service:genai_runtime-"), "{name}");
        settings.attributes = vec![
            KeyValue::new("service.name", "attributes"),
            KeyValue::new("a", "b"),
        ];
        assert_eq!(get(&settings, &[], "service.name"), "attributes");
        settings.service_name = Some("variable".to_owned());
        assert_eq!(get(&settings, &[], "service.name"), "variable");
        assert_eq!(
            get(
                &settings,
                &[KeyValue::new("service.name", "builder")],
                "service.name"
            ),
            "builder"
        );
        assert_eq!(get(&settings, &[], "a"), "b");
    }

    #[test]
    fn the_resource_names_the_sdk() {
        let attributes = [KeyValue::new("telemetry.sdk.language", "cobol")];
        assert_eq!(
            get(&Settings::default(), &attributes, "telemetry.sdk.language"),
            "rust"
        );
        assert_eq!(
            get(&Settings::default(), &[], "telemetry.sdk.name"),
            "opentelemetry"
        );
    }
}
