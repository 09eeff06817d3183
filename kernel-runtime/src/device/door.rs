//! The one device of the process: opened at first need, and again when it has been lost.

use std::sync::atomic::Ordering::{AcqRel, Acquire, Release};
use std::sync::atomic::{AtomicBool, AtomicPtr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Unavailable;
use super::adapter::{CHOICE, MEMORY, list, open};
use super::context::Gpu;
use crate::adapter::{Adapter, AdapterError};
use crate::events;

/// How often a lost device is opened again: one that is lost time and again is of no use.
const MOST_LOSSES: u32 = 3;

/// What is known of the device.
enum Door {
    /// Nobody has opened it, or it has been lost.
    Closed,
    /// It has been opened.
    Open(&'static Gpu),
    /// There is none.
    Shut(Unavailable),
}

/// The door, and how often a device has been lost.
static DOOR: Mutex<(Door, u32)> = Mutex::new((Door::Closed, 0));

/// Held by who opens the device: the adapter that the program has chosen, or that was opened before.
static OPENING: Mutex<Option<Adapter>> = Mutex::new(None);

/// The device that has been prepared. Only compared.
static PREPARED: AtomicPtr<Gpu> = AtomicPtr::new(std::ptr::null_mut());

/// Whether somebody prepares one.
static PREPARING: AtomicBool = AtomicBool::new(false);

/// The device, opened if it is not. Later calls cost some nanoseconds.
pub(crate) fn status() -> Result<&'static Gpu, Unavailable> {
    if let Some(known) = known() {
        return known;
    }
    let mut wanted = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    // Whoever had the turn before has opened it.
    if let Some(known) = known() {
        return known;
    }
    let said = |name| std::env::var(name).ok();
    let opened = open(
        said(CHOICE).as_deref(),
        said(MEMORY).as_deref(),
        wanted.as_ref(),
    );
    let mut door = lock();
    match opened {
        // A device lives as long as the process: whatever uses it may hold it. Only a few are ever lost.
        Ok(gpu) => {
            let gpu: &'static Gpu = Box::leak(Box::new(gpu));
            events::opened(gpu.info());
            *wanted = Some(gpu.info().clone());
            door.0 = Door::Open(gpu);
            Ok(gpu)
        }
        Err(reason) => {
            door.0 = Door::Shut(reason.clone());
            Err(reason)
        }
    }
}

/// Has that adapter opened when a device is wanted, if none has been.
pub(crate) fn want(adapter: &Adapter) -> Result<(), AdapterError> {
    let mut wanted = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    if !list().contains(adapter) {
        return Err(AdapterError::Gone {
            adapter: adapter.to_string(),
        });
    }
    let known = known();
    if let Some(Err(reason)) = known {
        return Err(AdapterError::GivenUp {
            reason: reason.to_string(),
        });
    }
    // One that was lost is opened again: what is known of a device holds for one adapter.
    let was_open = known.is_some() || lock().1 > 0;
    match &*wanted {
        Some(open) if was_open && open != adapter => Err(AdapterError::InUse {
            adapter: open.to_string(),
        }),
        _ => {
            *wanted = Some(adapter.clone());
            Ok(())
        }
    }
}

/// The device, if it is open.
pub(crate) fn opened() -> Option<&'static Gpu> {
    known()?.ok()
}

/// The device once it is open and has been prepared, or why there is none; `None` until then. The first call begins that beside the caller's
/// work.
pub(crate) fn ready(prepare: fn(&'static Gpu)) -> Option<Result<&'static Gpu, Unavailable>> {
    match known() {
        Some(Ok(gpu)) if std::ptr::eq(PREPARED.load(Acquire), gpu) => return Some(Ok(gpu)),
        Some(Err(reason)) => return Some(Err(reason)),
        _ => {}
    }
    if !PREPARING.swap(true, AcqRel) {
        let opener = std::thread::Builder::new().name("kernel-gpu".to_owned());
        let begun = opener.spawn(move || {
            if let Ok(gpu) = status() {
                prepare(gpu);
                PREPARED.store(std::ptr::from_ref(gpu).cast_mut(), Release);
            }
            PREPARING.store(false, Release);
        });
        // Where no thread is to be had, a later call tries again.
        if begun.is_err() {
            PREPARING.store(false, Release);
        }
    }
    None
}

/// What can be said without waiting. A lost device leaves the door closed, until too many have been lost.
fn known() -> Option<Result<&'static Gpu, Unavailable>> {
    let mut door = lock();
    let (lost, reason) = match &door.0 {
        Door::Closed => return None,
        Door::Shut(reason) => return Some(Err(reason.clone())),
        Door::Open(gpu) => match gpu.alive() {
            Ok(()) => return Some(Ok(gpu)),
            Err(reason) => (*gpu, reason),
        },
    };
    lost.pool.clear();
    door.1 += 1;
    if door.1 > MOST_LOSSES {
        door.0 = Door::Shut(reason.clone());
        return Some(Err(reason));
    }
    door.0 = Door::Closed;
    None
}

/// Loses the device as a driver would that resets it. For tests of what follows.
pub fn lose_device() {
    if let Some(Ok(gpu)) = known() {
        gpu.device.destroy();
    }
}

fn lock() -> MutexGuard<'static, (Door, u32)> {
    // Each change is one assignment.
    DOOR.lock().unwrap_or_else(PoisonError::into_inner)
}
