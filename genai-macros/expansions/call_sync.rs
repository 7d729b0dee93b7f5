fn complete(prompt: &str) -> Result<String, Error> {
    ::genai_runtime::__private::call(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "complete").provider("openai").model("gpt-4o-mini")
        ),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            __genai_start.enter();
            ::genai_runtime::__private::Handed(())
                .to(move || -> Result<String, Error> { body(prompt) })
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
