use genai_runtime as _;

mod inner {
    struct Hidden;

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub async fn asynchronous(hidden: Hidden) -> Hidden {
        hidden
    }

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    pub fn blocking(hidden: Hidden) -> Hidden {
        hidden
    }

    pub async fn caller() {
        let _ = asynchronous(blocking(Hidden)).await;
    }
}

pub use inner::{asynchronous, blocking};
