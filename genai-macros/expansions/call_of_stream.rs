fn tokens(
    &self,
) -> impl ::core::future::Future<
    Output = Result<impl Stream<Item = Result<Chunk, Error>>, Error>,
> {
    ::genai_runtime::__private::instrument_stream(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "tokens").provider("openai").model("gpt-4o-mini")
            .stream(true)
        ),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            async move {
                ::genai_runtime::__private::settle!(
                    (Result < _, Error >,), __genai_value => { (__genai_value.0,).0 }
                );
                match () {
                    () => body(self),
                }
            }
        },
        move |__genai_value: Result<_, Error>, __genai_following| -> Result<_, Error> {
            ::genai_runtime::__private::map_stream!(
                __genai_value, __genai_following, move | __genai_value, __genai_end | {
                ::genai_runtime::__private::conclude!(__genai_value, __genai_end); },
                ::genai_runtime::__private::follow_as:: < _, Result < Chunk, Error >, _ >
                (__genai_following, (__genai_value,).0, move | __genai_value, __genai_end
                | { ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
                __genai_end.report((__genai_value,).0); })
            )
        },
    )
}
