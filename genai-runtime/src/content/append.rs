//! Appends an answer that was collected separately, because user code ran that could add to the same answer meanwhile.

use super::message::Part;
use super::output::Output;

impl Output {
    /// Appends another answer. Of texts that were cut there, it takes the beginning, the end and the number of missing
    /// bytes.
    pub(crate) fn append(&mut self, newer: &Self) {
        for (choice, message) in newer.messages().iter().enumerate() {
            for part in &message.parts {
                match part {
                    Part::Text(kind, reach, text) => {
                        self.add_text(choice, *kind, *reach, text.bytes(), |mine, room| {
                            mine.append(text, room);
                        });
                    }
                    Part::ToolCall(call) => {
                        let index = call.index;
                        self.tool_call_id(choice, index, call.id.text().unwrap_or_default());
                        self.tool_call_name(choice, index, call.name.text().unwrap_or_default());
                        let arguments = &call.arguments;
                        self.call(choice, index, arguments.bytes(), |mine, room| {
                            mine.arguments.append(arguments, room);
                            true
                        });
                    }
                }
            }
            if let Some((mine, _)) = self.message(choice, message.omitted) {
                mine.omitted += message.omitted;
                mine.closed |= message.closed;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::content::{Budget, Output};

    /// An answer whose texts show 10 bytes.
    fn answer(total: usize, report: impl FnOnce(&mut Output)) -> Output {
        let mut answer = Output::new(Budget { part: 10, total });
        report(&mut answer);
        answer
    }

    /// What an answer becomes to which another one is appended.
    fn appended(total: usize, older: fn(&mut Output), newer: fn(&mut Output)) -> Output {
        let mut answer = answer(total, older);
        let mut apart = answer.apart();
        newer(&mut apart);
        answer.append(&apart);
        answer
    }

    #[test]
    fn omitted_parts_of_long_texts_are_counted_once() {
        let long = |output: &mut Output| {
            output.text(0, &"0123456789".repeat(2_000));
            output.reasoning(0, &"9876543210".repeat(2_000));
            output.tool_call_name(0, 0, "now");
            output.tool_call_arguments(0, 0, &"abcdefghij".repeat(2_000));
        };
        let appended = appended(10_000, |_| {}, long).to_json(&[], None);
        let piece = appended.unwrap();
        assert_eq!(piece.omitted, 3 * 19_990);
        assert_eq!(
            piece.json,
            answer(10_000, long).to_json(&[], None).unwrap().json
        );
        assert!(
            piece.json.contains("01234…[19990 bytes omitted]…56789"),
            "{}",
            piece.json
        );
    }

    #[test]
    fn omitted_parts_stay_omitted_after_appending() {
        let crowded = |output: &mut Output| {
            for index in 0..100 {
                output.tool_call_name(0, index, "a tool");
            }
        };
        let whole = answer(1_000, crowded);
        let mut appended = appended(1_000, |_| {}, crowded);
        assert_eq!(whole.messages(), appended.messages());
        assert!(whole.messages()[0].omitted > 0);
        // What comes next is not taken for the neighbour of what is there.
        appended.text(0, "late");
        assert_eq!(
            appended.messages()[0].omitted,
            whole.messages()[0].omitted + 4
        );
    }
}
