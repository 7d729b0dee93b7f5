fn complete(
    model: &str,
    temperature: f64,
) -> impl ::core::future::Future<Output = Result<Reply, Error>> {
    ::genai_runtime::__private::instrument(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "complete").provider("openai")
        ),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, { __genai_start.model(& (model));
                ::genai_runtime::__private::fit!(__genai_start, temperature.number); }
            );
            async move {
                ::genai_runtime::__private::settle!(
                    (Result < Reply, Error >,), __genai_value => { (__genai_value.0,).0 }
                );
                let (model, temperature) = (model, temperature);
                match () {
                    () => body(model, temperature),
                }
            }
        },
        move |__genai_value: &Result<Reply, Error>, __genai_end| {
            ::genai_runtime::__private::ends_with_its_return(
                (&(::genai_runtime::__private::finish!(__genai_value, __genai_end),).0),
            );
            __genai_end.report((__genai_value,).0);
        },
    )
}
