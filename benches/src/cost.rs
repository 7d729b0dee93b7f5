//! The cost of a command: its wall time, its CPU time including children, and whether the machine was otherwise idle.

use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, io, thread};

/// The unit of CPU time on Linux, on every architecture.
const TICKS_PER_SECOND: f64 = 100.0;

/// The share of the machine that other processes may use without a disturbance.
const QUIET: f64 = 0.1;

/// The cost of a command.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Time from the start to the end.
    pub wall: Duration,
    /// User and system time of the command and its children; `None` if the system does not provide it.
    pub cpu: Option<Duration>,
    /// Whether no other process kept the machine busy; `false` if unknown.
    pub is_quiet: bool,
}

impl Cost {
    /// Runs a command to its end.
    ///
    /// # Errors
    ///
    /// Fails if the command cannot be started, or does not succeed.
    pub fn of(command: &mut Command) -> io::Result<Self> {
        let before = Ticks::now();
        let start = Instant::now();
        let status = command.status()?;
        let wall = start.elapsed();
        if !status.success() {
            return Err(io::Error::other(format!("{command:?}: {status}")));
        }
        let spent = before.zip(Ticks::now()).map(|(before, after)| Ticks {
            children: after.children - before.children,
            machine: after.machine - before.machine,
        });
        let cores = thread::available_parallelism()?.get();
        let capacity = wall.as_secs_f64() * f64::from(u32::try_from(cores).unwrap_or(u32::MAX));
        Ok(Self {
            wall,
            cpu: spent
                .as_ref()
                .map(|spent| Duration::from_secs_f64(spent.children / TICKS_PER_SECOND)),
            is_quiet: spent.is_some_and(|spent| {
                (spent.machine - spent.children) / TICKS_PER_SECOND < capacity * QUIET
            }),
        })
    }
}

/// CPU time so far.
#[derive(Debug)]
struct Ticks {
    /// Of the children that this process has waited for.
    children: f64,
    /// Of everything on the machine.
    machine: f64,
}

impl Ticks {
    fn now() -> Option<Self> {
        let process = fs::read_to_string("/proc/self/stat").ok()?;
        // The process's name in parentheses may contain spaces. The field after it is the third; `cutime` and `cstime`
        // are fields 16 and 17.
        let (_, fields) = process.rsplit_once(')')?;
        let children = sum(fields.split_whitespace().skip(13).take(2))?;
        let machine = fs::read_to_string("/proc/stat").ok()?;
        let fields: Vec<&str> = machine.lines().next()?.split_whitespace().skip(1).collect();
        let (working, waiting) = fields.split_at_checked(3)?;
        // Idle and waiting for I/O; then interrupts and time stolen by the hypervisor.
        let interrupts = waiting.get(2..5)?;
        Some(Self {
            children,
            machine: sum(working.iter().chain(interrupts).copied())?,
        })
    }
}

fn sum<'a>(fields: impl Iterator<Item = &'a str>) -> Option<f64> {
    fields.map(|field| field.parse::<f64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::Cost;

    #[test]
    fn a_command_that_fails_is_an_error() {
        assert!(Cost::of(&mut Command::new("false")).is_err());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_cpu_time_of_children_is_counted() {
        let mut shell = Command::new("sh");
        shell.args(["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"]);
        let cost = Cost::of(&mut shell).unwrap();
        assert!(cost.cpu.is_some_and(|cpu| !cpu.is_zero()), "{cost:?}");
    }
}
