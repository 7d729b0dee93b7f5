//! Stands in for captured input if the feature `content` is off.

use super::borrowed_part::{BorrowedPart, Json};

/// Never constructed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {}

impl Input {
    pub(crate) fn message(&mut self, _role: &str) {
        match *self {}
    }

    pub(crate) fn name(&mut self, _name: &str) {
        match *self {}
    }

    pub(crate) fn part(&mut self, _part: &BorrowedPart<'_>) {
        match *self {}
    }

    pub(crate) fn instruction(&mut self, _part: &BorrowedPart<'_>) {
        match *self {}
    }

    pub(crate) fn tool(
        &mut self,
        _kind: &str,
        _name: &str,
        _description: Option<&str>,
        _parameters: Option<Json<'_>>,
    ) {
        match *self {}
    }
}
