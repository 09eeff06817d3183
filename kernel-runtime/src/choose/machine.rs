//! What is known before the first choice, from disk or by measuring: the machine's profile, and what kernels have learned in earlier processes.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::history;
use crate::learned;
use crate::profile::Profile;

/// All of it, whatever that takes.
pub(super) fn get() -> &'static Profile {
    let profile = Profile::get();
    learned::load();
    profile
}

/// The profile, if it is known. Where anything is not, a thread of its own sees to [`get`] from now on: who has asked for the profile alone, as
/// [`crate::machine`] does, knows nothing of what was learned.
pub(super) fn known_or_begun() -> Option<&'static Profile> {
    static BEGUN: AtomicBool = AtomicBool::new(false);
    let known = Profile::known();
    let is_complete = known.is_some() && learned::is_loaded();
    if !is_complete && !BEGUN.swap(true, Relaxed) {
        let find_out = || {
            get();
            history::forget_choices();
        };
        let thread = std::thread::Builder::new()
            .name("kernel-profile".to_owned())
            .spawn(find_out);
        if thread.is_err() {
            // Where there is no thread to be had, the modest machine's rates must do.
            Profile::settle_for_modest();
        }
    }
    known
}
