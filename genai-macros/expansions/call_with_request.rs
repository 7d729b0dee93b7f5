fn complete(ask: &Ask, turns: &[Turn]) -> Result<Reply, Error> {
    ::genai_runtime::__private::call(
        ::genai_runtime::__private::callsite!(
            model_call("chat", "complete").provider("openai")
        ),
        move |__genai_start: &mut ::genai_runtime::__private::Start| {
            ::genai_runtime::__private::describe!(
                __genai_start, (ask, turns), { match & (ask) { __genai_request => {
                __genai_start.request_model((__genai_request,).0); if __genai_start
                .open() { __genai_start.request((__genai_request,).0, & ["seed",
                "input"]); __genai_start.seed(& (7)); __genai_start.input(& (turns)); } }
                } }
            );
            __genai_start.enter();
            ::genai_runtime::__private::Handed(())
                .to(move || -> Result<Reply, Error> { body(ask, turns) })
        },
        |__genai_value, __genai_end| {
            ::genai_runtime::__private::ends_with_its_return(
                (&(::genai_runtime::__private::finish!(__genai_value, __genai_end),).0),
            );
            __genai_end.report((__genai_value,).0);
        },
    )
}
