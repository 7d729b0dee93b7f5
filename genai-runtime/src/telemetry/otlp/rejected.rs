//! Reads the partial success of an OTLP answer.

use http::header::CONTENT_TYPE;
use opentelemetry_http::{Bytes, Response};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceResponse;
use prost::Message as _;

/// How many items were rejected, and why; `None` if all were accepted.
///
/// The answers of all signals have the same field numbers and types, so one decoder reads them all.
pub(super) fn rejected(response: &Response<Bytes>) -> Option<(usize, String)> {
    let kind = response.headers().get(CONTENT_TYPE);
    let is_protobuf = kind.is_none_or(|kind| kind.as_bytes().ends_with(b"protobuf"));
    if !response.status().is_success() || !is_protobuf {
        return None;
    }
    // A body that cannot be decoded is not an OTLP answer: only the status counts.
    let answer = ExportTraceServiceResponse::decode(response.body().clone()).ok()?;
    let partial = answer.partial_success?;
    let items = usize::try_from(partial.rejected_spans).ok()?;
    (items > 0).then_some((items, partial.error_message))
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    fn answer(status: StatusCode, kind: &str, body: &'static [u8]) -> Option<(usize, String)> {
        let response = Response::builder()
            .status(status)
            .header(CONTENT_TYPE, kind)
            .body(Bytes::from_static(body));
        rejected(&response.unwrap())
    }

    const PROTOBUF: &str = "application/x-protobuf";

    #[test]
    fn rejected_items_and_reasons_are_read() {
        let body = b"\x0a\x0a\x08\x05\x12\x06no way";
        let expected = Some((5, "no way".to_owned()));
        assert_eq!(answer(StatusCode::OK, PROTOBUF, body), expected);
        assert_eq!(answer(StatusCode::BAD_REQUEST, PROTOBUF, body), None);
        assert_eq!(answer(StatusCode::OK, "text/plain", body), None);
    }

    #[test]
    fn other_responses_reject_nothing() {
        for body in [
            &b""[..],
            b"\x0a\x00",
            b"\x0a\x04\x12\x02hm",
            b"\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            b"\x0a\x7f",
            b"{}",
            b"<html>",
        ] {
            assert_eq!(answer(StatusCode::OK, PROTOBUF, body), None);
        }
    }
}
