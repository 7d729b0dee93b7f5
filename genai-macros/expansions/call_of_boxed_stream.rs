fn tokens(&self) -> BoxStream<'_, Chunk> {
    ::genai_runtime::__private::call_stream(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "tokens").provider("openai").model("gpt-4o-mini")
            .stream(true)
        ),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            __genai_start.enter();
            ::genai_runtime::__private::Handed(())
                .to(move || -> BoxStream<'_, Chunk> { body(self) })
        },
        |__genai_value, __genai_following| -> BoxStream<'_, Chunk> {
            ::genai_runtime::__private::map_stream!(
                __genai_value, __genai_following, | __genai_value, __genai_end | {
                ::genai_runtime::__private::conclude!(__genai_value, __genai_end); },
                ::genai_runtime::__private::followed_box(__genai_following,
                (__genai_value,).0, move | __genai_value, __genai_end | {
                ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
                __genai_end.report((__genai_value,).0); }) as _
            )
        },
    )
}
