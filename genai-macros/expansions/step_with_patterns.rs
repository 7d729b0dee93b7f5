fn load(__genai_argument_0: (u8, u8), __genai_argument_1: u8) {
    ::genai_runtime::__private::call(
        ::genai_runtime::__private::callsite!(step("load")),
        |__genai_start: &mut ::genai_runtime::__private::Start| {
            __genai_start.enter();
            ::genai_runtime::__private::Handed((__genai_argument_0, __genai_argument_1))
                .to(|(from, to), _| -> () { body(from, to) })
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
