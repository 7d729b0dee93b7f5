use std::cell::RefCell;
use std::rc::Rc;

use futures::future::BoxFuture;
use genai_runtime as _;

async fn later() {}

fn task<T: Send>(_: impl Future<Output = T> + Send) {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
async fn across_await() -> u32 {
    let shared = Rc::new(3);
    later().await;
    *shared
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
async fn parameter(shared: Rc<u32>) -> u32 {
    later().await;
    *shared
}

pub struct Model {
    name: RefCell<String>,
}

impl Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn method(&self) -> usize {
        later().await;
        self.name.borrow().len()
    }
}

pub fn caller(model: &Model) {
    task(across_await());
    task(parameter(Rc::new(3)));
    task(model.method());
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(shared: Rc<u32>) -> BoxFuture<'static, u32> {
    Box::pin(async move {
        later().await;
        *shared
    })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn inside(model: &Model) {
    task(async {
        later().await;
        model.name.borrow().len()
    });
}
