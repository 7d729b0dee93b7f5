fn complete(prompt: &str) -> Result<String, Error> {
    ::genai_runtime::__private::call(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "complete").provider("openai").model("gpt-4o-mini")
        ),
        |__genai_start: &mut ::genai_runtime::__private::Start| -> Result<String, Error> {
            __genai_start.enter();
            let prompt = prompt;
            match () {
                () => body(prompt),
            }
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
