fn load(path: &str) -> Vec<u8> {
    let mut __genai_running = ::genai_runtime::__private::Attended::new(
        ::genai_runtime::__private::callsite!(step("load")),
    );
    let __genai_start = __genai_running.start();
    __genai_start.enter();
    body(path)
}
