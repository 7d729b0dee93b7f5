//! The spans and metrics of the kinds of steps, in both profiles.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use futures::FutureExt;
use futures::channel::oneshot;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, Usage, chain_step, llm_span};
use opentelemetry::trace::SpanKind;

fn both() -> [Capture; 2] {
    [Conventions::V1_41, Conventions::LATEST].map(Capture::with_conventions)
}

#[tokio::test]
async fn an_agent_has_the_provider_of_its_first_model_call() {
    #[llm_span(system = "openai", model = "slow")]
    async fn slow(answers: oneshot::Receiver<()>) -> Usage {
        assert!(answers.await.is_ok());
        Usage::new()
    }
    #[llm_span(system = "anthropic", model = "fast")]
    async fn fast(done: oneshot::Sender<()>) -> Usage {
        assert!(done.send(()).is_ok());
        Usage::new()
    }
    #[chain_step(kind = agent)]
    async fn act() {
        let (done, answers) = oneshot::channel();
        futures::join!(slow(answers), fast(done));
    }
    let capture = Capture::with_conventions(Conventions::V1_41);
    capture.run_async(act()).await;
    let provider = capture
        .span("invoke_agent act")
        .text("gen_ai.provider.name");
    assert_eq!(provider.as_deref(), Some("openai"));
}

#[test]
fn an_agent_counts_its_calls() {
    #[chain_step(kind = agent, name = "researcher", description = "finds things", model = "gpt-4o")]
    async fn research(question: &str) -> Result<String, String> {
        for _ in 0..2 {
            ask(question).await;
        }
        let _ = look_up(question);
        delegate();
        Ok(question.to_owned())
    }
    #[llm_span(system = "openai", model = "gpt-4o", endpoint = "api.openai.com")]
    async fn ask(_question: &str) -> Usage {
        Usage::new().input(1).output(1)
    }
    #[chain_step(kind = tool, type = "function")]
    fn look_up(question: &str) -> Result<usize, String> {
        Err(question.to_owned())
    }
    #[chain_step(kind = agent, name = "helper", system = "anthropic")]
    fn delegate() {
        let _ = look_up("nested");
    }
    for capture in both() {
        let done = capture.run_async(research("what")).now_or_never();
        assert_eq!(done, Some(Ok("what".to_owned())));
        let agent = capture.span("invoke_agent researcher");
        assert_eq!(agent.kind, SpanKind::Internal);
        assert_eq!(
            agent.text("gen_ai.agent.name").as_deref(),
            Some("researcher")
        );
        assert_eq!(
            agent.text("gen_ai.agent.description").as_deref(),
            Some("finds things")
        );
        assert_eq!(
            agent.text("gen_ai.request.model").as_deref(),
            Some("gpt-4o")
        );
        assert_eq!(agent.text("openinference.span.kind"), None);
        let is_latest = capture.conventions() == Conventions::LATEST;
        // By default the provider of the models that it calls.
        let provider = agent.text("gen_ai.provider.name");
        assert_eq!(provider.as_deref(), (!is_latest).then_some("openai"));
        let tools: Vec<_> = capture.spans();
        let tools = tools
            .iter()
            .filter(|span| span.name == "execute_tool look_up");
        let owners: Vec<_> = tools
            .map(|span| span.text("gen_ai.agent.name").unwrap())
            .collect();
        assert_eq!(owners, ["researcher", "helper"]);

        let calls = capture.metric("gen_ai.invoke_agent.inference_calls");
        assert_eq!(calls.is_some(), is_latest);
        if is_latest {
            for (metric, agent, sum) in [
                ("gen_ai.invoke_agent.inference_calls", "researcher", 2.0),
                ("gen_ai.invoke_agent.tool_calls", "researcher", 1.0),
                ("gen_ai.invoke_agent.inference_calls", "helper", 0.0),
                ("gen_ai.invoke_agent.tool_calls", "helper", 1.0),
            ] {
                let metric = capture.metric(metric).unwrap();
                let point = metric
                    .points
                    .iter()
                    .find(|point| point.attribute("gen_ai.agent.name") == Some(&agent.into()));
                let difference = (point.unwrap().sum - sum).abs();
                assert!(difference < f64::EPSILON, "{} of {agent}", metric.name);
            }
            for metric in [
                "gen_ai.invoke_agent.duration",
                "gen_ai.execute_tool.duration",
            ] {
                let metric = capture.metric(metric).unwrap();
                let count: u64 = metric.points.iter().map(|point| point.count).sum();
                assert_eq!(count, 2, "{}", metric.name);
            }
        }
        assert_conformant(&capture);
    }
}

#[test]
fn a_remote_agent_is_a_client_span() {
    #[chain_step(
        kind = agent,
        remote,
        system = "openai",
        endpoint = "https://agents.example.com",
        id = "asst_1",
        version = "2",
        conversation = thread
    )]
    fn assistant(thread: &str) -> Option<usize> {
        Some(thread.len())
    }
    for capture in both() {
        capture.run(|| assistant("t-1"));
        let agent = capture.span("invoke_agent assistant");
        assert_eq!(agent.kind, SpanKind::Client);
        assert_eq!(
            agent.text("gen_ai.provider.name").as_deref(),
            Some("openai")
        );
        assert_eq!(agent.text("gen_ai.agent.id").as_deref(), Some("asst_1"));
        assert_eq!(agent.text("gen_ai.agent.version").as_deref(), Some("2"));
        assert_eq!(agent.text("gen_ai.conversation.id").as_deref(), Some("t-1"));
        assert_eq!(
            agent.text("server.address").as_deref(),
            Some("agents.example.com")
        );
        assert!(capture.metric("gen_ai.invoke_agent.duration").is_none());
        assert_conformant(&capture);
    }
}

#[test]
fn calls_to_other_services_are_measured() {
    #[chain_step(kind = agent, remote, system = "openai", endpoint = "https://agents.example.com")]
    fn assistant() -> Result<(), String> {
        Err("busy".to_owned())
    }
    #[chain_step(kind = retrieval, data_source = "handbook")]
    fn look_up() {}
    for (capture, operations) in both().into_iter().zip([1, 2]) {
        capture.run(|| {
            assert!(assistant().is_err());
            look_up();
        });
        let durations = capture.metric("gen_ai.client.operation.duration").unwrap();
        assert_eq!(durations.points.len(), operations);
        let point = durations.points_with("gen_ai.operation.name", "invoke_agent");
        let point = point.into_iter().next().unwrap();
        for (key, value) in [
            ("gen_ai.provider.name", "openai"),
            ("server.address", "agents.example.com"),
            ("error.type", "_OTHER"),
        ] {
            assert_eq!(point.attribute(key), Some(&value.into()), "{key}");
        }
        let events = capture.events();
        assert_eq!(events.len(), 1);
        let event = events.first().unwrap();
        assert_eq!(event.name, "gen_ai.client.operation.exception");
        assert_eq!(
            event.text("gen_ai.operation.name").as_deref(),
            Some("invoke_agent")
        );
        assert_conformant(&capture);
    }
}

#[test]
fn plans_and_memories_are_plain_steps_under_v1_41() {
    #[chain_step(kind = agent, name = "planner", system = "openai")]
    fn run() {
        plan();
        plan_for_another();
        remember("r-1");
    }
    #[chain_step(kind = plan)]
    fn plan() {}
    #[chain_step(kind = plan, agent = "other")]
    fn plan_for_another() {}
    #[chain_step(kind = memory, operation = upsert_memory, system = "mem0", store = "users", record = id)]
    fn remember(id: &str) -> usize {
        id.len()
    }
    let [released, latest] = both();
    latest.run(run);
    assert_eq!(
        latest
            .span("plan planner")
            .text("gen_ai.agent.name")
            .as_deref(),
        Some("planner")
    );
    assert_eq!(
        latest
            .span("plan other")
            .text("gen_ai.agent.name")
            .as_deref(),
        Some("other")
    );
    let memory = latest.span("upsert_memory");
    assert_eq!(memory.kind, SpanKind::Client);
    assert_eq!(
        memory.text("gen_ai.memory.store.id").as_deref(),
        Some("users")
    );
    assert_eq!(
        memory.text("gen_ai.memory.record.id").as_deref(),
        Some("r-1")
    );
    assert_eq!(
        memory.text("openinference.span.kind").as_deref(),
        Some("CHAIN")
    );
    assert_conformant(&latest);

    released.run(run);
    for name in ["plan", "other", "remember"] {
        let step = released.span(name);
        assert_eq!(step.text("gen_ai.operation.name"), None);
        assert_eq!(step.text("chain.step.name").as_deref(), Some(name));
        assert_eq!(
            step.text("openinference.span.kind").as_deref(),
            Some("CHAIN")
        );
        assert_eq!(step.text("gen_ai.memory.store.id"), None);
    }
    assert_conformant(&released);
}

#[test]
fn every_step_has_its_openinference_kind() {
    #[chain_step(kind = workflow)]
    fn workflow() {
        step();
        retrieve();
        rerank();
        guard();
        evaluate();
    }
    #[chain_step]
    fn step() {}
    #[chain_step(kind = retrieval, data_source = "docs")]
    fn retrieve() {}
    #[chain_step(kind = rerank)]
    fn rerank() {}
    #[chain_step(kind = guardrail, name = "no_secrets")]
    fn guard() {}
    #[chain_step(kind = evaluation)]
    fn evaluate() {}
    for capture in both() {
        capture.run(workflow);
        for (name, kind) in [
            ("invoke_workflow workflow", "CHAIN"),
            ("step", "CHAIN"),
            ("retrieval docs", "RETRIEVER"),
            ("rerank", "RERANKER"),
            ("no_secrets", "GUARDRAIL"),
            ("evaluate", "EVALUATOR"),
        ] {
            let recorded = capture.span(name).text("openinference.span.kind");
            assert_eq!(recorded.as_deref(), Some(kind), "{name}");
        }
        let is_latest = capture.conventions() == Conventions::LATEST;
        let duration = capture.metric("gen_ai.invoke_workflow.duration");
        assert_eq!(duration.is_some(), is_latest);
        assert_conformant(&capture);
    }
}

#[test]
fn a_failed_tool_is_measured_with_its_class() {
    #[chain_step(kind = tool)]
    fn search() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }
    let capture = Capture::with_conventions(Conventions::LATEST);
    assert!(capture.run(search).is_err());
    let duration = capture.metric("gen_ai.execute_tool.duration").unwrap();
    let point = duration.points.first().unwrap();
    assert_eq!(point.attribute("gen_ai.tool.name"), Some(&"search".into()));
    assert_eq!(
        point.attribute("error.type"),
        Some(&"core::fmt::Error".into())
    );
    assert_conformant(&capture);
}

#[test]
fn calls_after_the_end_of_an_agent_are_not_counted() {
    #[chain_step(kind = agent, system = "openai")]
    fn agent() {}
    #[chain_step(kind = tool)]
    fn tool() {}
    let capture = capture();
    capture.run(|| {
        agent();
        tool();
    });
    assert_eq!(
        capture.span("execute_tool tool").text("gen_ai.agent.name"),
        None
    );
    assert_conformant(&capture);
}
