use std::rc::Rc;

use genai_runtime as _;

async fn later() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(shared: Rc<u32>) -> impl Future<Output = u32> + Send {
    async move {
        later().await;
        *shared
    }
}

pub trait Ask {
    fn ask(&self) -> impl Future<Output = u32> + Send;
}

pub struct Model;

impl Ask for Model {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    async fn ask(&self) -> u32 {
        let shared = Rc::new(3);
        later().await;
        *shared
    }
}
