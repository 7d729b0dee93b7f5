fn load(path: &str) -> Vec<u8> {
    ::genai_runtime::__private::call(
        ::genai_runtime::__private::callsite!(step("load")),
        |__genai_start: &mut ::genai_runtime::__private::Start| -> Vec<u8> {
            __genai_start.enter();
            let path = path;
            match () {
                () => body(path),
            }
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
