//! Which instruction sets there are, which the machine has, and which one runs.

#[cfg(target_arch = "aarch64")]
use std::arch::is_aarch64_feature_detected;
#[cfg(target_arch = "x86_64")]
use std::arch::is_x86_feature_detected;
use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// The table of instruction sets, in ascending order; one lane, which every machine has, is not in it. Hands it to a macro, after
/// the given arguments: `variant name lanes, on (where there is code for it), if detection macro says it has all [features];`.
///
/// A new instruction set is one line here, and a folder in `arch` with a level of that name.
#[doc(hidden)]
#[macro_export]
macro_rules! __isa_table {
    ($callback:path { $($args:tt)* }) => {
        $callback! {
            { $($args)* }
            Sse42 "sse4.2" 4, on (target_arch = "x86_64"), if is_x86_feature_detected ["sse4.2" "popcnt"];
            Avx2 "avx2" 8, on (target_arch = "x86_64"), if is_x86_feature_detected ["avx2" "fma" "bmi1" "bmi2" "lzcnt" "popcnt"];
            Avx512 "avx512" 16, on (target_arch = "x86_64"), if is_x86_feature_detected
                ["avx512f" "avx512bw" "avx512dq" "avx512vl" "avx512cd" "avx2" "fma" "bmi1" "bmi2" "lzcnt" "popcnt"];
            Neon "neon" 4, on (target_arch = "aarch64"), if is_aarch64_feature_detected ["neon"];
            Simd128 "simd128" 4, on (all(target_arch = "wasm32", target_feature = "simd128")), if is_wasm_feature_detected ["simd128"];
        }
    };
}

/// A module of WebAssembly runs only where all that it was built with is there.
#[cfg(target_arch = "wasm32")]
macro_rules! is_wasm_feature_detected {
    ($feature:tt) => {
        cfg!(target_feature = $feature)
    };
}

macro_rules! define {
    ({} $($variant:ident $name:literal $lanes:literal, on $on:tt, if $detect:ident [$($feature:tt)*];)*) => {
        /// An instruction set that the SIMD tier can run.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Isa {
            /// No vectors: one lane.
            OneLane,
            $(
                #[doc = concat!("`", $name, "`: ", $lanes, " lanes a register.")]
                $variant,
            )*
        }

        impl Isa {
            /// Those that there is code for on this architecture in ascending order, whatever the machine has.
            pub const ALL: &[Isa] = &[Isa::OneLane, $(#[cfg $on] Isa::$variant),*];

            /// The name, as the variable `KERNEL_ISA` takes it.
            pub fn name(self) -> &'static str {
                match self {
                    Isa::OneLane => "one-lane",
                    $(Isa::$variant => $name,)*
                }
            }

            /// The number of 32-bit lanes in a register.
            pub fn lanes(self) -> usize {
                match self {
                    Isa::OneLane => 1,
                    $(Isa::$variant => $lanes,)*
                }
            }

            /// Asks the machine.
            fn detect(self) -> bool {
                match self {
                    Isa::OneLane => true,
                    $(
                        #[cfg $on]
                        Isa::$variant => $($detect!($feature))&&*,
                    )*
                    #[allow(unreachable_patterns, reason = "reached where an instruction set is another architecture's")]
                    _ => false,
                }
            }
        }
    };
}
__isa_table!(define {});

/// The environment variable that caps the instruction set.
const CAP: &str = "KERNEL_ISA";

thread_local! {
    /// Position in [`Isa::ALL`] plus one; zero: none.
    static FORCED: Cell<u8> = const { Cell::new(0) };
}

/// The machine does not have the instruction set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this machine does not have the instruction set {}", .0.name())]
pub struct UnavailableIsa(pub Isa);

impl Isa {
    /// Whether the machine has it.
    pub fn is_available(self) -> bool {
        self.detect()
    }

    /// Those that the machine has, in ascending order.
    pub fn available() -> impl Iterator<Item = Isa> {
        Isa::ALL.iter().copied().filter(|isa| isa.is_available())
    }

    /// The instruction set of that name, if this architecture has one.
    pub fn from_name(name: &str) -> Option<Isa> {
        Isa::ALL.iter().copied().find(|isa| isa.name() == name)
    }

    /// Position in [`Isa::ALL`] plus one; zero: it is another architecture's.
    fn number(self) -> u8 {
        let position = Isa::ALL.iter().position(|&isa| isa == self);
        position.map_or(0, |position| position as u8 + 1)
    }

    /// The highest that the machine has, not above the one that the environment variable `KERNEL_ISA` names.
    #[inline]
    pub fn best() -> Isa {
        /// Position in [`Isa::ALL`] plus one; zero: not yet known.
        static BEST: AtomicU8 = AtomicU8::new(0);
        let known = usize::from(BEST.load(Ordering::Relaxed));
        match known.checked_sub(1) {
            Some(position) => Isa::ALL[position],
            None => {
                let best = find_best();
                BEST.store(best.number(), Ordering::Relaxed);
                best
            }
        }
    }

    /// A number for the one that [`with_isa`] has forced on this thread, or for none.
    #[inline]
    pub(crate) fn forced() -> u8 {
        FORCED.get()
    }

    /// The one that runs on this thread now: the one forced by [`with_isa`], otherwise the best.
    #[inline]
    pub fn chosen() -> Isa {
        match usize::from(FORCED.get()).checked_sub(1) {
            Some(position) => Isa::ALL[position],
            None => Isa::best(),
        }
    }
}

#[cold]
fn find_best() -> Isa {
    let cap = cap();
    Isa::available()
        .take_while(|&isa| cap.is_none_or(|cap| isa <= cap))
        .last()
        .unwrap_or(Isa::OneLane)
}

/// What the environment says. A name that is none is told once, as silence would run something else than was asked for.
fn cap() -> Option<Isa> {
    static SET: OnceLock<Option<Isa>> = OnceLock::new();
    *SET.get_or_init(|| {
        let name = std::env::var_os(CAP)?;
        let isa = name.to_str().and_then(Isa::from_name);
        if isa.is_none() {
            let names: Vec<&str> = Isa::ALL.iter().map(|isa| isa.name()).collect();
            eprintln!(
                "{CAP}={} is ignored: it is none of {}",
                name.display(),
                names.join(", ")
            );
        }
        isa
    })
}

/// Runs `f` with every SIMD run that this thread starts forced to one instruction set.
///
/// # Errors
///
/// The machine does not have it; `f` has not run.
pub fn with_isa<R>(isa: Isa, f: impl FnOnce() -> R) -> Result<R, UnavailableIsa> {
    /// Puts the former state back, also when `f` panics.
    struct Restore(u8);

    impl Drop for Restore {
        fn drop(&mut self) {
            FORCED.set(self.0);
        }
    }

    if !isa.is_available() {
        return Err(UnavailableIsa(isa));
    }
    let _restore = Restore(FORCED.replace(isa.number()));
    Ok(f())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for &isa in Isa::ALL {
            assert_eq!(Isa::from_name(isa.name()), Some(isa));
        }
        assert_eq!(Isa::from_name("mmx"), None);
    }

    #[test]
    fn best_is_available() {
        assert!(Isa::best().is_available());
        assert_eq!(Isa::chosen(), Isa::best());
    }

    #[test]
    fn forcing_ends_with_the_call() {
        let before = Isa::chosen();
        for isa in Isa::available() {
            assert_eq!(with_isa(isa, Isa::chosen), Ok(isa));
            assert_eq!(Isa::chosen(), before);
        }
        if cfg!(panic = "unwind") {
            let panicked =
                std::panic::catch_unwind(|| with_isa(Isa::OneLane, || panic!("on purpose")));
            assert!(panicked.is_err());
            assert_eq!(Isa::chosen(), before);
        }
    }

    #[test]
    fn unavailable_is_refused() {
        let foreign = [Isa::Avx512, Isa::Neon];
        let all = Isa::ALL.iter().chain(&foreign);
        let mut refused = 0;
        for &isa in all.filter(|isa| !isa.is_available()) {
            assert_eq!(with_isa(isa, || ()), Err(UnavailableIsa(isa)));
            refused += 1;
        }
        assert!(refused > 0, "no machine has both");
    }
}
