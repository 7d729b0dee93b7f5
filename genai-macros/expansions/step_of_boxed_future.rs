fn load(&self, path: &str) -> BoxFuture<'_, Vec<u8>> {
    ::genai_runtime::__private::call_boxed_future(
        ::genai_runtime::__private::callsite!(step("load")),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            __genai_start.enter();
            ::genai_runtime::__private::Handed(())
                .to(move || -> BoxFuture<'_, Vec<u8>> { body(self, path) })
        },
        move |__genai_value, __genai_end| {
            ::genai_runtime::__private::ends_with_its_return(
                (&(::genai_runtime::__private::finish!(__genai_value, __genai_end),).0),
            );
        },
        |__genai_value| -> BoxFuture<'_, Vec<u8>> {
            ::genai_runtime::__private::boxed(__genai_value)
        },
    )
}
