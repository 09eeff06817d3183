//! What kernels have learned, kept on disk beside the machine's profile: a thread writes it down when something has been learned, and the next process
//! begins with it. All of it is at best effort.
//!
//! A kernel is known again by its name and by all that the compiler said of it: its plan, its cost, its shaders. So what was learned of a body that has
//! changed since is left alone, and goes when there is too much.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::history::{self, Kept};
use crate::kernel::Kernel;
use crate::profile::{self, Contention};
use crate::select::{Each, Record};

/// How long after something was learned it is written down, first, and at most: each time it is put off twice as long.
const SOON: Duration = Duration::from_millis(250);
const LATE: Duration = Duration::from_secs(60);

/// The kernels that are kept. Of more, those go that were written down longest ago.
const MOST: usize = 1024;

/// The name of the file.
const KIND: &str = "learned";

/// What the file holds.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
struct Learned {
    /// Of all kernels together.
    machine: Each<Record>,
    /// By identity.
    kernels: BTreeMap<String, Entry>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Entry {
    /// When it was written down, in seconds since 1970.
    written: u64,
    learned: Kept,
}

/// What earlier processes have left, once it has been read.
static EARLIER: OnceLock<Learned> = OnceLock::new();

/// The kernels of this process that have learned something.
static LISTED: Mutex<Vec<&'static Kernel>> = Mutex::new(Vec::new());

/// Whether something has been learned since it was last written down, and whether there is a thread that will do so.
static CHANGED: AtomicBool = AtomicBool::new(false);
static AWAITED: AtomicBool = AtomicBool::new(false);

/// Leaves alone what earlier processes have left, if nothing has been read yet. For benches: what this process learns by itself.
#[doc(hidden)]
pub fn know_nothing() {
    EARLIER.get_or_init(Learned::default);
}

/// Reads what earlier processes have left.
pub(crate) fn load() {
    EARLIER.get_or_init(|| {
        // Tests know what they begin with.
        let learned: Learned = match cfg!(test) {
            true => Learned::default(),
            false => profile::kept(KIND).unwrap_or_default(),
        };
        history::recall_machine(&learned.machine);
        learned
    });
}

/// Whether it has been read.
pub(crate) fn is_loaded() -> bool {
    EARLIER.get().is_some()
}

/// Brings to a kernel what was learned of it in earlier processes, the first time that this can be known.
#[inline]
pub(crate) fn recall(kernel: &'static Kernel) {
    if let Some(earlier) = EARLIER.get()
        && kernel.history().wants_recall()
        && !earlier.kernels.is_empty()
        && let Some(entry) = earlier.kernels.get(&identity(kernel))
    {
        kernel.history().recall(&entry.learned);
    }
}

/// Sees to it that what the kernel has learned is written down before long.
pub(crate) fn is_worth_keeping(kernel: &'static Kernel) {
    if cfg!(test) {
        return;
    }
    if kernel.history().wants_listing() {
        listed().push(kernel);
    }
    CHANGED.store(true, Relaxed);
    if !AWAITED.swap(true, Relaxed) {
        let thread = std::thread::Builder::new().name("kernel-learned".to_owned());
        // Where there is no thread to be had, the next one that learns asks again.
        if thread.spawn(write_down_in_time).is_err() {
            AWAITED.store(false, Relaxed);
        }
    }
}

/// Writes down what there is until there is nothing new. What was learned while others had the cores is of that moment: it waits for a better one.
fn write_down_in_time() {
    let mut pause = SOON;
    loop {
        let contention = Contention::watch();
        std::thread::sleep(pause);
        if !CHANGED.load(Relaxed) {
            AWAITED.store(false, Relaxed);
            return;
        }
        if !contention.was_there() {
            CHANGED.store(false, Relaxed);
            keep_learned();
        }
        pause = (2 * pause).min(LATE);
    }
}

/// Writes down what runs have taught so far, for the processes that follow. It happens by itself a quarter of a second after something was learned,
/// and then less often, unless other programs take the cores; a program that ends sooner may want to call it.
///
/// At best effort: where nothing can be written, nothing is. It reads and writes a file of some kilobytes for each kernel.
///
/// ```
/// use kernel_runtime::{keep_learned, kernel};
///
/// #[kernel]
/// fn halve(x: &mut [f32]) {
///     for i in 0..x.len() {
///         x[i] = 0.5 * x[i];
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let mut x = vec![1.0; 1 << 16];
/// for _ in 0..100 {
///     halve::dispatch(&mut x)?;
/// }
/// keep_learned();
/// # Ok(())
/// # }
/// ```
pub fn keep_learned() {
    let kernels = listed().clone();
    if kernels.is_empty() {
        return;
    }
    // Other processes may have written meanwhile.
    let mut learned: Learned = profile::kept(KIND).unwrap_or_default();
    learned.machine = history::machine();
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let written = now.map_or(0, |time| time.as_secs());
    for kernel in kernels {
        let entry = Entry {
            written,
            learned: kernel.history().kept(),
        };
        learned.kernels.insert(identity(kernel), entry);
    }
    learned.prune(MOST);
    profile::keep(KIND, &learned);
}

impl Learned {
    /// Leaves at most so many kernels.
    fn prune(&mut self, most: usize) {
        let Some(surplus) = self.kernels.len().checked_sub(most) else {
            return;
        };
        let mut times: Vec<u64> = self.kernels.values().map(|entry| entry.written).collect();
        times.sort_unstable();
        if let Some(&oldest) = times.get(surplus) {
            self.kernels.retain(|_, entry| entry.written >= oldest);
        }
        while self.kernels.len() > most {
            self.kernels.pop_last();
        }
    }
}

/// By what a kernel is known again.
fn identity(kernel: &Kernel) -> String {
    let shaders = kernel.shaders().flat_map(|text| text.err().or(text.ok()));
    let texts = [kernel.plan(), kernel.cost()].into_iter().chain(shaders);
    let hash = texts.fold(profile::NO_TEXT, profile::hash);
    format!("{}::{} {hash:016x}", kernel.module_path(), kernel.name())
}

fn listed() -> MutexGuard<'static, Vec<&'static Kernel>> {
    LISTED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::KERNEL;

    #[test]
    fn the_oldest_go_where_there_are_too_many() {
        let entry = |written: u64| Entry {
            written,
            learned: KERNEL.history().kept(),
        };
        let mut learned = Learned::default();
        for written in 0..10u64 {
            let name = format!("kernel {}", 7 * written % 10);
            learned.kernels.insert(name, entry(written));
        }
        learned.prune(10);
        assert_eq!(learned.kernels.len(), 10);
        learned.prune(4);
        let mut left: Vec<u64> = learned
            .kernels
            .values()
            .map(|entry| entry.written)
            .collect();
        left.sort_unstable();
        assert_eq!(left, [6, 7, 8, 9]);
        learned
            .kernels
            .insert("one of the same second".to_owned(), entry(9));
        learned.prune(1);
        assert_eq!(learned.kernels.len(), 1);
    }

    #[test]
    fn a_kernel_is_known_by_its_name_and_what_was_said_of_it() {
        let name = identity(&KERNEL);
        assert!(name.contains("sample"), "{name}");
        assert_eq!(name, identity(&KERNEL));
    }
}
