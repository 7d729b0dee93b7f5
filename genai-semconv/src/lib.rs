//! genai-semconv
