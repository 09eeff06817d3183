//! How ranks share an array: its memory on each of them, and who holds what.

use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use memmap2::{MmapMut, MmapOptions};

use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::{Team, made};
use super::messages::{Mail, messages};
use crate::home::Held;

/// How ranks share an array, if they do. Part of its home.
#[derive(Debug, Default)]
pub(crate) struct Spread {
    /// Whether they do, to be asked without a lock.
    shared: AtomicBool,
    /// Whether they do so between kernels.
    lasting: AtomicBool,
    state: Mutex<Option<State>>,
}

#[derive(Debug)]
struct State {
    /// The number of the cluster.
    team: usize,
    holdings: Arc<Holdings>,
    /// The memory, where it is not the caller's.
    _memory: Option<MmapMut>,
}

impl Spread {
    /// Nobody shares it.
    pub(crate) const fn new() -> Self {
        Spread {
            shared: AtomicBool::new(false),
            lasting: AtomicBool::new(false),
            state: Mutex::new(None),
        }
    }

    /// The ranks share it from now on.
    pub(crate) fn share(&self, team: &Team, holdings: Holdings, memory: Option<MmapMut>) {
        *self.lock() = Some(State {
            team: team.number(),
            holdings: team.intern(holdings),
            _memory: memory,
        });
        self.shared.store(true, Relaxed);
    }

    /// Whether the ranks share it.
    #[inline]
    pub(crate) fn is_shared(&self) -> bool {
        self.shared.load(Relaxed)
    }

    /// They share it between kernels too.
    pub(crate) fn last(&self) {
        self.lasting.store(true, Relaxed);
    }

    /// Whether they share it between kernels too.
    pub(crate) fn is_lasting(&self) -> bool {
        self.lasting.load(Relaxed)
    }

    /// The cluster that shares it.
    pub(crate) fn team(&self) -> Option<Rc<Team>> {
        if !self.is_shared() {
            return None;
        }
        made(self.lock().as_ref()?.team)
    }

    /// Who holds what.
    pub(crate) fn holdings(&self) -> Option<Arc<Holdings>> {
        Some(Arc::clone(&self.lock().as_ref()?.holdings))
    }

    /// Notes who holds what from now on.
    pub(crate) fn hold(&self, holdings: Arc<Holdings>) {
        if let Some(state) = &mut *self.lock() {
            state.holdings = holdings;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<State>> {
        // Each change of the state is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Memory of so many bytes, all zero, of which the machine gives only the pages that are touched.
pub(crate) fn reserve(bytes: usize) -> std::io::Result<MmapMut> {
    MmapOptions::new()
        .len(bytes.max(1))
        .no_reserve_swap()
        .map_anon()
}

/// Brings elements of an array to ranks that need them. All ranks say the same.
pub(crate) fn bring(array: &Held<'_>, needs: impl FnOnce(&Holdings) -> Vec<Intervals>) {
    let Some(home) = array.home() else { return };
    let spread = home.spread();
    let (Some(team), Some(holdings)) = (spread.team(), spread.holdings()) else {
        return;
    };
    let lacking = holdings.lacking(&needs(&holdings));
    let messages = messages(holdings.ranks(), &lacking);
    if !messages.is_empty() {
        let mut after = (*holdings).clone();
        after.received(&messages);
        let mail = Mail::of(team.rank(), &[messages], &[array.element()]);
        team.exchange(&mail, &[array], || ());
        spread.hold(team.intern(after));
    }
}

/// Brings the whole array to every rank, for the host's statements, which all ranks run.
pub(crate) fn bring_everywhere(array: &Held<'_>) {
    bring(array, |holdings| {
        vec![holdings.whole(); holdings.ranks().len()]
    });
}
