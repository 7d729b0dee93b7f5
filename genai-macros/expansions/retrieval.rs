fn retrieve(
    query: &str,
) -> impl ::core::future::Future<Output = Result<Vec<Doc>, Error>> {
    ::genai_runtime::__private::instrument(
        ::genai_runtime::__private::callsite!(retrieval("retrieve")),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, { __genai_start.data_source(& ("handbook")); }
            );
            async move {
                ::genai_runtime::__private::settle!(
                    (Result < Vec < Doc >, Error >,), __genai_value => { (__genai_value
                    .0,).0 }
                );
                let query = query;
                match () {
                    () => body(query),
                }
            }
        },
        move |__genai_value: &Result<Vec<Doc>, Error>, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
            ::genai_runtime::__private::look_at!(
                __genai_value, __genai_end, { let docs = __genai_value;
                ::genai_runtime::__private::set_own(__genai_end, "app.docs", & (docs
                .len())); }
            );
        },
    )
}
