fn retrieve(
    query: &str,
) -> impl ::core::future::Future<Output = Result<Vec<Doc>, Error>> {
    ::genai_runtime::__private::callsite!(__GENAI_CALLSITE : retrieval("retrieve"));
    ::genai_runtime::__private::instrument(
        &__GENAI_CALLSITE,
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, { __genai_start.data_source(& ("handbook")); }
            );
            async move {
                let query = query;
                ::genai_runtime::__private::body!(
                    async Result < Vec < Doc >, Error >, { body(query) }
                )
            }
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
            ::genai_runtime::__private::look_at!(
                __genai_value, __genai_end, { let docs = __genai_value;
                ::genai_runtime::__private::set_own(__genai_end, "app.docs", & (docs
                .len())); }
            );
        },
    )
}
