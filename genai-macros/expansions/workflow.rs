fn answer(
    &self,
    session: &str,
) -> impl ::core::future::Future<Output = Result<Answer, Error>> {
    ::genai_runtime::__private::instrument(
        ::genai_runtime::__private::callsite!(workflow("rag")),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, { __genai_start.conversation(& (session)); }
            );
            async move {
                ::genai_runtime::__private::settle!(
                    (Result < Answer, Error >,), __genai_value => { (__genai_value.0,).0
                    }
                );
                let session = session;
                match () {
                    () => body(self, session),
                }
            }
        },
        move |__genai_value: &Result<Answer, Error>, __genai_end| {
            ::genai_runtime::__private::ends_with_its_return(
                (&(::genai_runtime::__private::finish!(__genai_value, __genai_end),).0),
            );
        },
    )
}
