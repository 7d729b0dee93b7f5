fn load(
    path: &str,
) -> impl ::core::future::Future<Output = io::Result<Vec<u8>>> + ::core::marker::Send {
    ::genai_runtime::__private::instrument(
        ::genai_runtime::__private::callsite!(step("load")),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::boxed(async move {
                ::genai_runtime::__private::settle!(
                    (io::Result < Vec < u8 > >,), __genai_value => { (__genai_value.0,).0
                    }
                );
                let path = path;
                match () {
                    () => body(path),
                }
            })
        },
        move |__genai_value: &io::Result<Vec<u8>>, __genai_end| {
            ::genai_runtime::__private::conclude!(__genai_value, __genai_end);
        },
    )
}
