fn complete(
    model: &str,
    temperature: f64,
) -> impl ::core::future::Future<Output = Result<Reply, Error>> {
    ::genai_runtime::__private::callsite!(
        __GENAI_CALLSITE : model_call("chat", "complete").provider("openai")
    );
    ::genai_runtime::__private::instrument(
        &__GENAI_CALLSITE,
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, { __genai_start.model(& (model));
                ::genai_runtime::__private::fit!(__genai_start, temperature.number); }
            );
            async move {
                let model = model;
                let temperature = temperature;
                let _ = (&model, &temperature);
                ::genai_runtime::__private::body!(
                    async Result < Reply, Error >, { body(model, temperature) }
                )
            }
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::ends_with_its_return(
                (&(::genai_runtime::__private::finish!(__genai_value, __genai_end),).0),
            );
            __genai_end.report((__genai_value,).0);
        },
    )
}
