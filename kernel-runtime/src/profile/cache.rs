//! Measurements on disk. All of it is at best effort: where nothing can be read or written, each process measures anew.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::events;

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Entry<K, V> {
    key: K,
    value: V,
}

/// The folder of the cache: `KERNEL_PROFILE_DIR`, or a folder of ours in the user's cache folder.
pub(crate) fn folder() -> Option<PathBuf> {
    if cfg!(target_family = "wasm") {
        // Nothing is measured there, and there is no number of a process to tell drafts apart by.
        return None;
    }
    if let Some(folder) = std::env::var_os("KERNEL_PROFILE_DIR") {
        return (!folder.is_empty()).then(|| folder.into());
    }
    let user = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let caches = if cfg!(windows) {
        user("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        user("HOME").map(|home| home.join("Library/Caches"))
    } else {
        user("XDG_CACHE_HOME").or_else(|| user("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("kernel-runtime"))
}

/// What was stored under that key. A file that cannot be read, or was made for another key, is as good as none, which an event tells.
pub(crate) fn load<K, V>(folder: &Path, kind: &str, key: &K) -> Option<V>
where
    K: Serialize + DeserializeOwned + PartialEq,
    V: DeserializeOwned,
{
    let path = file(folder, kind, key)?;
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                events::ignored(&path, &error.to_string());
            }
            return None;
        }
    };
    let entry: Result<Entry<K, V>, _> = serde_json::from_slice(&text);
    match entry {
        Ok(entry) if entry.key == *key => Some(entry.value),
        Ok(_) => {
            events::ignored(&path, "it was made for something else");
            None
        }
        Err(error) => {
            events::ignored(&path, &error.to_string());
            None
        }
    }
}

/// Stores a value under a key. Readers see the old file or the new one, never a part.
pub(crate) fn store<K, V>(folder: &Path, kind: &str, key: &K, value: &V)
where
    K: Serialize,
    V: Serialize,
{
    let write = || -> Option<()> {
        let path = file(folder, kind, key)?;
        let text = serde_json::to_vec_pretty(&Entry { key, value }).ok()?;
        fs::create_dir_all(folder).ok()?;
        let draft = path.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&draft, text).ok()?;
        fs::rename(&draft, &path)
            .or_else(|_| fs::remove_file(&draft))
            .ok()
    };
    // A cache that cannot be written is no failure of the caller's.
    let _ = write();
}

/// The file of a key: its kind, and a hash of the rest.
fn file<K: Serialize>(folder: &Path, kind: &str, key: &K) -> Option<PathBuf> {
    let text = serde_json::to_string(key).ok()?;
    Some(folder.join(format!("{kind}-{:016x}.json", hash(NO_TEXT, &text))))
}

/// The hash of no text.
pub(crate) const NO_TEXT: u64 = 0xcbf2_9ce4_8422_2325;

/// The FNV-1a hash of what has been hashed and one more text: the same in every build, as the standard library's hashes are not.
pub(crate) fn hash(before: u64, text: &str) -> u64 {
    text.bytes().fold(before, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;

    /// A folder of that test's own.
    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!(
            "kernel-runtime-cache-{}-{name}",
            std::process::id()
        ));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn what_is_stored_is_loaded_under_its_key_only() {
        let folder = scratch("keys");
        store(&folder, "test", &"here", &vec![1.5, 2.5]);
        store(&folder, "test", &"there", &vec![3.5]);
        let load = |key: &str| load::<String, Vec<f64>>(&folder, "test", &key.to_owned());
        assert_eq!(load("here"), Some(vec![1.5, 2.5]));
        assert_eq!(load("there"), Some(vec![3.5]));
        assert_eq!(load("nowhere"), None);
        let drafts = fs::read_dir(&folder).expect("just made").count();
        assert_eq!(drafts, 2, "no draft is left behind");
        fs::remove_dir_all(&folder).expect("just made");
    }

    #[test]
    fn corrupt_and_foreign_files_are_ignored() {
        let folder = scratch("corrupt");
        let key = "key".to_owned();
        store(&folder, "test", &key, &1.5);
        let path = file(&folder, "test", &key).expect("a string can be written");
        fs::write(&path, "{\"key\": \"key\", \"value\":").expect("the folder is ours");
        assert_eq!(load::<String, f64>(&folder, "test", &key), None);
        fs::write(&path, "{\"key\": \"other\", \"value\": 1.5}").expect("the folder is ours");
        assert_eq!(load::<String, f64>(&folder, "test", &key), None);
        store(&folder, "test", &key, &2.5);
        assert_eq!(load::<String, f64>(&folder, "test", &key), Some(2.5));
        fs::remove_dir_all(&folder).expect("just made");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_failure() {
        let folder = scratch("file");
        fs::write(&folder, "a file").expect("the temporary folder can be written");
        store(&folder, "test", &1, &2);
        assert_eq!(load::<i32, i32>(&folder, "test", &1), None);
        fs::remove_file(&folder).expect("just made");
    }
}
