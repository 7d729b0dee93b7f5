fn load(path: &str) -> impl Future<Output = Vec<u8>> {
    ::genai_runtime::__private::call_future(
        ::genai_runtime::__private::callsite!(step("load")),
        ::genai_runtime::__private::gives::<
            Vec<u8>,
            _,
            _,
        >(|__genai_start: &mut ::genai_runtime::__private::Start| -> _ {
            __genai_start.enter();
            let path = path;
            match () {
                () => body(path),
            }
        }),
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
