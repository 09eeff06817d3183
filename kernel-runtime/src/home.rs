//! Where the values of an array are: in the host's memory, on the device, or in both.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::device::{GpuError, Resident, download};
use crate::stage::{Arrays, Stage};
use crate::whereabouts::Whereabouts;

/// Keeps track of an array's valid copies. At least one is valid, unless the device has failed with the only one.
#[derive(Debug, Default)]
pub struct Home {
    /// Whether the host's memory does not hold the values. It begins to hold them under the lock of `device`; it ceases to while the array is
    /// borrowed exclusively.
    stale: AtomicBool,
    /// Whether the device's copy holds the values. It changes under the lock of `device`, and can be asked for without.
    on_device: AtomicBool,
    /// Whether the host's memory may have changed since the kernel began.
    touched: AtomicBool,
    /// Whether the host's memory held the values when the kernel began.
    began_on_host: AtomicBool,
    /// Whether the values must be in the host's memory when the kernel ends.
    lent: AtomicBool,
    device: Mutex<OnDevice>,
    /// Where ranks share it.
    #[cfg(feature = "mpi")]
    spread: crate::cluster::Spread,
}

/// The device's side.
#[derive(Debug, Default)]
struct OnDevice {
    copy: Option<Resident>,
    /// Why the only copy is lost.
    lost: Option<GpuError>,
}

impl Home {
    /// Of an array that is in the host's memory.
    pub const fn new() -> Self {
        Home {
            stale: AtomicBool::new(false),
            on_device: AtomicBool::new(false),
            touched: AtomicBool::new(false),
            began_on_host: AtomicBool::new(true),
            lent: AtomicBool::new(false),
            device: Mutex::new(OnDevice {
                copy: None,
                lost: None,
            }),
            #[cfg(feature = "mpi")]
            spread: crate::cluster::Spread::new(),
        }
    }

    /// How ranks share the array.
    #[cfg(feature = "mpi")]
    pub(crate) fn spread(&self) -> &crate::cluster::Spread {
        &self.spread
    }

    /// Whether the host's memory holds the values.
    #[inline]
    pub(crate) fn is_on_host(&self) -> bool {
        !self.stale.load(Acquire)
    }

    /// Whether the device holds the values.
    #[inline]
    pub(crate) fn is_on_device(&self) -> bool {
        self.on_device.load(Relaxed)
    }

    /// Whether the host's memory holds the values, and no other rank's instead of it.
    #[inline]
    fn is_here(&self) -> bool {
        #[cfg(feature = "mpi")]
        if self.spread.is_shared() {
            return false;
        }
        self.is_on_host()
    }

    /// The same in one value, of an array that is written or only read.
    #[inline]
    pub(crate) fn whereabouts(&self, written: bool) -> Whereabouts {
        let on_device = self.is_on_device();
        let is_taken = !on_device && self.touched.load(Relaxed);
        Whereabouts::of(self.is_here(), on_device, !written || is_taken)
    }

    /// The device's copy for a shader to use, with the values in it if the shader `reads` them. `make` makes a copy where there is none that
    /// fits, and `bring` the values.
    pub(crate) fn lend<R>(
        &self,
        reads: bool,
        fits: impl FnOnce(&Resident) -> bool,
        make: impl FnOnce() -> Resident,
        bring: impl FnOnce(&Resident),
        lend: impl FnOnce(&Resident) -> R,
    ) -> Result<R, GpuError> {
        let mut device = self.lock();
        if !device.copy.as_ref().is_some_and(fits) {
            if self.is_on_device() && !self.is_on_host() {
                let gone = "an array was on a device that is gone";
                device.lost = Some(GpuError::Device(gone.to_owned()));
            }
            self.on_device.store(false, Relaxed);
            device.copy = None;
        }
        // What is to be written anew may have been lost.
        if let Some(lost) = device.lost.as_ref().filter(|_| reads) {
            return Err(lost.clone());
        }
        let copy = device.copy.get_or_insert_with(make);
        if reads && !self.is_on_device() {
            bring(copy);
        }
        let lent = lend(copy);
        if reads {
            self.on_device.store(true, Relaxed);
        }
        Ok(lent)
    }

    /// The device has written its copy.
    pub(crate) fn written_on_device(&self) {
        let mut device = self.lock();
        self.on_device.store(true, Relaxed);
        device.lost = None;
        self.stale.store(true, Release);
    }

    /// A run came to nothing that might have written the copy if it is `written`. What the host holds stands. Where it holds nothing, the copy
    /// is as a kernel leaves its arrays that stops at a fault, or lost if the device failed.
    pub(crate) fn spoilt_on_device(&self, written: bool, error: &GpuError) {
        let failed = !matches!(error, GpuError::Fault(_));
        let mut device = self.lock();
        if self.is_on_host() {
            if written || failed {
                self.on_device.store(false, Relaxed);
            }
            if failed {
                device.copy = None;
            }
        } else if written && failed {
            self.on_device.store(false, Relaxed);
            device.copy = None;
            device.lost.get_or_insert_with(|| error.clone());
        }
    }

    /// Whether the values must be in the host's memory when the kernel ends.
    #[inline]
    pub(crate) fn is_lent(&self) -> bool {
        self.lent.load(Relaxed)
    }

    /// A kernel begins that may come to the array several times; `lent` says that it was given as a slice.
    pub(crate) fn begin(&self, lent: bool) {
        self.lent.store(lent, Relaxed);
        self.touched.store(false, Relaxed);
        self.began_on_host.store(self.is_on_host(), Relaxed);
    }

    /// Whether the host's memory still holds what it held when the kernel began; if so, that is what the array is again.
    pub(crate) fn begin_again(&self) -> bool {
        let holds = self.began_on_host.load(Relaxed) && !self.touched.load(Relaxed);
        if holds {
            let mut device = self.lock();
            *device = OnDevice::default();
            self.on_device.store(false, Relaxed);
            self.stale.store(false, Release);
        }
        holds
    }

    /// The device's copy does not hold the values any longer.
    #[cold]
    fn leave_device(&self) {
        let _device = self.lock();
        self.on_device.store(false, Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, OnDevice> {
        // Whatever happened to another holder, each change of the state is whole.
        self.device.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An array as the runtime moves it: its bytes in the host's memory, and its home if it has one.
#[derive(Debug)]
pub struct Held<'a> {
    ptr: *mut u8,
    bytes: usize,
    len: usize,
    home: Option<&'a Home>,
    writable: bool,
}

impl<'a> Held<'a> {
    /// A slice.
    pub(crate) fn of<T: bytemuck::NoUninit>(slice: &'a [T]) -> Self {
        crate::arguments::In::new(slice).held()
    }

    /// An array that is only read. Where it has a home, its memory may be written while it is stale.
    #[inline]
    pub(crate) fn to_read(
        ptr: *const u8,
        bytes: usize,
        len: usize,
        home: Option<&'a Home>,
    ) -> Self {
        Held {
            ptr: ptr.cast_mut(),
            bytes,
            len,
            home,
            writable: false,
        }
    }

    /// An array that nothing else touches.
    #[inline]
    pub(crate) fn to_write(ptr: *mut u8, bytes: usize, len: usize, home: Option<&'a Home>) -> Self {
        Held {
            ptr,
            bytes,
            len,
            home,
            writable: true,
        }
    }

    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Their size in bytes.
    pub(crate) fn size(&self) -> usize {
        self.bytes
    }

    /// Its home, if its values may be elsewhere.
    pub(crate) fn home(&self) -> Option<&'a Home> {
        self.home
    }

    /// The bytes in the host's memory.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: `In::held` and `Out::held` gave initialised memory without padding that outlives `'a`. Nobody writes it meanwhile: the array is
        // borrowed, and where it has a home, bytes are asked for under its lock or while they are valid.
        unsafe { std::slice::from_raw_parts(self.ptr, self.bytes) }
    }

    /// Replaces some elements in the host's memory.
    pub(crate) fn fill(&mut self, elements: std::ops::Range<usize>, from: &[u8]) {
        assert!(self.writable, "a borrowed array is replaced");
        self.window_mut(elements).copy_from_slice(from);
    }

    fn overwrite(&self, from: &[u8]) {
        assert_eq!(from.len(), self.bytes, "an array keeps its length");
        // SAFETY: the memory holds so many bytes. It is exclusively borrowed, or it is stale and its home is locked, so that nobody has a
        // reference to it.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), self.ptr, self.bytes) };
    }

    /// The bytes of an element.
    pub(crate) fn element(&self) -> usize {
        self.bytes.checked_div(self.len).unwrap_or(0)
    }

    /// Where the host's memory is.
    #[cfg(feature = "mpi")]
    pub(crate) fn place(&self) -> usize {
        self.ptr.addr()
    }

    /// The bytes of some elements in the host's memory.
    pub(crate) fn window(&self, elements: std::ops::Range<usize>) -> &[u8] {
        assert!(elements.end <= self.len, "elements lie within their array");
        let (at, bytes) = self.in_bytes(elements);
        // SAFETY: as in `bytes`; a rank that holds these elements writes them only when they have been sent.
        unsafe { std::slice::from_raw_parts(self.ptr.add(at), bytes) }
    }

    /// The bytes of some elements, to be written: those of an array that nobody else touches, or that the rank does not hold.
    #[allow(clippy::mut_from_ref)]
    pub(crate) fn window_mut(&self, elements: std::ops::Range<usize>) -> &mut [u8] {
        assert!(elements.end <= self.len, "elements lie within their array");
        let (at, bytes) = self.in_bytes(elements);
        // SAFETY: the memory holds so many bytes. It is exclusively borrowed, or reserved by the runtime for an array that is elsewhere; what the rank does
        // not hold nobody has a reference to.
        unsafe { std::slice::from_raw_parts_mut(self.ptr.add(at), bytes) }
    }

    fn in_bytes(&self, elements: std::ops::Range<usize>) -> (usize, usize) {
        let size = self.element();
        (elements.start * size, elements.len() * size)
    }

    /// Whether the array is written, so that its values must be somewhere when the kernel ends.
    pub(crate) fn is_written(&self) -> bool {
        self.writable
    }

    /// Brings the values to the host's memory if they are not there. Waits for what the device has still to do to them.
    #[inline]
    pub(crate) fn fetch(&self) -> Result<(), GpuError> {
        match self.home {
            Some(home) if !home.is_here() => self.fetch_from_away(),
            _ => Ok(()),
        }
    }

    /// The same where they are not there.
    #[cold]
    #[inline(never)]
    fn fetch_from_away(&self) -> Result<(), GpuError> {
        fetch_all(&mut std::iter::once(self))
    }

    /// The same as [`Held::fetch`], and from then on they are there alone.
    #[inline]
    pub(crate) fn take_home(&self) -> Result<(), GpuError> {
        self.fetch()?;
        if let Some(home) = self.home {
            home.touched.store(true, Relaxed);
            // Nobody else brings them to the device meanwhile: the array is exclusively borrowed.
            if home.is_on_device() {
                home.leave_device();
            }
        }
        Ok(())
    }
}

/// Brings arrays to the host's memory, all or none.
pub(crate) fn fetch_all<'h, 'a: 'h>(
    arrays: &mut dyn Iterator<Item = &'h Held<'a>>,
) -> Result<(), GpuError> {
    #[cfg(feature = "mpi")]
    let arrays = &mut arrays.inspect(|array| crate::cluster::bring_everywhere(array));
    let away: Vec<_> = arrays
        .filter_map(|array| {
            let home = array.home.filter(|home| !home.is_on_host())?;
            Some((array, home, home.lock()))
        })
        // Another thread may have been first.
        .filter(|(_, home, _)| !home.is_on_host())
        .collect();
    if let Some(lost) = away.iter().find_map(|(_, _, device)| device.lost.as_ref()) {
        return Err(lost.clone());
    }
    let copies = away
        .iter()
        .filter_map(|(array, _, device)| Some((device.copy.as_ref()?, array.bytes)));
    let copies: Vec<_> = copies.collect();
    download(&copies, |at, bytes| {
        let (array, home, ..) = &away[at];
        array.overwrite(bytes);
        home.touched.store(true, Relaxed);
        home.stale.store(false, Release);
    })
}

/// Brings the arrays that a stage reads to the host, and those that it writes there alone: for the processor to run it, or for a device that takes parts
/// of them.
#[inline(never)]
pub(crate) fn come_home<S: Stage>(stage: &S) -> Result<(), GpuError> {
    let mut homeward = Homeward(Ok(()));
    stage.arrays(&mut homeward);
    homeward.0
}

struct Homeward(Result<(), GpuError>);

impl<'a> Arrays<'a> for Homeward {
    fn read(&mut self, array: Held<'a>) {
        if self.0.is_ok() {
            self.0 = array.fetch();
        }
    }

    // Also what is to be overwritten: a fault may come before it is.
    fn write(&mut self, array: Held<'a>, _reads: bool) {
        if self.0.is_ok() {
            self.0 = array.take_home();
        }
    }
}
