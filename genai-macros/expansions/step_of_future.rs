fn load(path: &str) -> impl Future<Output = Vec<u8>> {
    ::genai_runtime::__private::call_future_as::<
        Vec<u8>,
        _,
        _,
        _,
    >(
        ::genai_runtime::__private::callsite!(step("load")),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            __genai_start.enter();
            ::genai_runtime::__private::Handed(()).to(move || -> _ { body(path) })
        },
        move |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
