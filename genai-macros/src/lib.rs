//! genai-macros
