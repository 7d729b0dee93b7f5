//! A directory as a store.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, Metadata, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{ContentDigest, ContentStore, StoreError};

/// The subdirectory for incomplete files.
const UNFINISHED: &str = "unfinished";

/// The age at which an incomplete file counts as left behind by a killed process.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// A directory of a local file system as a [`ContentStore`]: one file per part, `ab/ab12….json`, named after the
/// digest.
///
/// Any number of processes may share a directory. A file gets its name once it is complete and on disk, so that
/// incomplete files are never visible, not even after a crash. Files are readable by their owner only. They are never
/// changed or removed: removal is up to the operator. Only files that killed processes left in `unfinished` are
/// removed, after an hour.
///
/// # Examples
///
/// ```
/// use genai_runtime::content::{ContentDigest, ContentStore, DirectoryStore};
///
/// # let directory = std::env::temp_dir().join(format!("genai-directory-store-{}", std::process::id()));
/// let store = DirectoryStore::new(&directory);
/// let digest = ContentDigest::of(b"{}");
/// store.put(&digest, b"{}")?;
/// assert_eq!(std::fs::read(store.path_of(&digest))?, b"{}");
/// # std::fs::remove_dir_all(directory)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct DirectoryStore {
    directory: PathBuf,
    /// Distinguishes incomplete files of this store from those of other processes, also on other machines.
    mark: u64,
    written: AtomicU64,
    cleaned: Once,
}

impl DirectoryStore {
    /// A store in a directory, which is created with the first part if it does not exist.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            mark: RandomState::new().hash_one(std::process::id()),
            written: AtomicU64::new(0),
            cleaned: Once::new(),
        }
    }

    /// The path of a part's file, whether it exists or not.
    pub fn path_of(&self, digest: &ContentDigest) -> PathBuf {
        let hex = digest.hex();
        let folder = hex.get(..2).unwrap_or_default();
        self.directory.join(folder).join(format!("{hex}.json"))
    }

    fn unfinished(&self) -> PathBuf {
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let name = unfinished_name(self.mark, number);
        self.directory.join(UNFINISHED).join(name)
    }

    /// Removes files that killed processes left behind, once.
    fn clean(&self) {
        self.cleaned.call_once(|| {
            let files = fs::read_dir(self.directory.join(UNFINISHED));
            for file in files.into_iter().flatten().flatten() {
                let age = |found: Metadata| found.modified().ok()?.elapsed().ok();
                // Does not follow symbolic links.
                let found = file.metadata().ok().filter(Metadata::is_file);
                let is_old = found.and_then(age).is_some_and(|age| age > LEFT_BEHIND);
                if is_old && is_unfinished(&file.file_name()) {
                    // Another process may have removed it.
                    let _ = fs::remove_file(file.path());
                }
            }
        });
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.clean();
        let folder = path.parent().unwrap_or(&self.directory);
        make_directory(&self.directory.join(UNFINISHED))?;
        make_directory(folder)?;
        let unfinished = self.unfinished();
        let written = write_whole(&unfinished, bytes)
            .and_then(|()| fs::rename(&unfinished, path))
            .and_then(|()| settle(folder));
        if written.is_err() {
            // The file may not exist.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }
}

impl ContentStore for DirectoryStore {
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path_of(digest);
        let is_there =
            fs::metadata(&path).is_ok_and(|it| it.is_file() && it.len() == bytes.len() as u64);
        if is_there {
            return Ok(());
        }
        self.write(&path, bytes).map_err(|error| {
            StoreError::new(format!("cannot write `{}`", path.display())).because(error)
        })
    }

    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path_of(digest);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => {
                Err(StoreError::new(format!("cannot read `{}`", path.display())).because(error))
            }
        }
    }
}

/// The name of an incomplete file.
fn unfinished_name(mark: u64, number: u64) -> String {
    format!("{mark:016x}-{number}")
}

/// Whether this is the name of an incomplete file.
fn is_unfinished(name: &OsStr) -> bool {
    let parts = name.to_str().and_then(|name| name.split_once('-'));
    parts.is_some_and(|(mark, number)| {
        let read = u64::from_str_radix(mark, 16).ok().zip(number.parse().ok());
        // Each number has only one spelling.
        read.is_some_and(|(mark, number)| *unfinished_name(mark, number) == *name)
    })
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    // Otherwise a crash could leave the name without its content.
    file.sync_all()
}

/// Makes a new name durable.
#[cfg(unix)]
fn settle(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Directories cannot be opened like files on this platform.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "same shape as on Unix")]
fn settle(_folder: &Path) -> io::Result<()> {
    Ok(())
}
