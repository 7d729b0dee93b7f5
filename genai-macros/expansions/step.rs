fn load(path: &str) -> Vec<u8> {
    let mut __genai_running = ::genai_runtime::__private::Attended::new(
        ::genai_runtime::__private::callsite!(step("load")),
    );
    let __genai_start = ::genai_runtime::__private::Attended::start(
        &mut __genai_running,
    );
    __genai_start.enter();
    body(path)
}
