//! Media types of the formats for which providers have short names.

/// The media type of a format of images, audio, videos or documents: the one registered with IANA, else the common one;
/// `None` for an unknown format.
pub(super) fn of_format(modality: &str, format: &str) -> Option<&'static str> {
    match modality {
        "image" => of_image(format),
        "audio" => of_audio(format),
        "video" => of_video(format),
        "document" => of_document(format),
        _ => None,
    }
}

fn of_image(format: &str) -> Option<&'static str> {
    Some(match format {
        "png" => "image/png",
        "jpeg" | "jpg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    })
}

fn of_audio(format: &str) -> Option<&'static str> {
    Some(match format {
        "mp3" | "mpeg" | "mpga" => "audio/mpeg",
        "wav" => "audio/wav",
        "aac" | "x-aac" => "audio/aac",
        "flac" => "audio/flac",
        "mp4" | "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "opus" => "audio/opus",
        "mka" | "mkv" => "audio/matroska",
        "webm" => "audio/webm",
        _ => return None,
    })
}

fn of_video(format: &str) -> Option<&'static str> {
    Some(match format {
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "mkv" => "video/matroska",
        "webm" => "video/webm",
        "mpeg" | "mpg" => "video/mpeg",
        "three_gp" => "video/3gpp",
        "flv" => "video/x-flv",
        "wmv" => "video/x-ms-wmv",
        _ => return None,
    })
}

fn of_document(format: &str) -> Option<&'static str> {
    Some(match format {
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "md" => "text/markdown",
        "csv" => "text/csv",
        "html" => "text/html",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => return None,
    })
}
