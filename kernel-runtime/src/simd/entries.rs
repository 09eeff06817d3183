//! Instances of a generic body for every instruction set, and the choice among them.

/// `entries! { enter = enter, gang = 2, body = body, stage = Stage, partial = (f32,) }` defines `unsafe fn enter(isa, stage, part)`, which calls `body` at the
/// level of that instruction set and that many registers a gang, compiled with the instruction set's features.
///
/// With `gang = one` the level is one lane, still compiled for each instruction set, so that the Rust compiler may find vectors; with
/// `gang = none` it is compiled once, for all.
///
/// `body` is `#[inline(always)] unsafe fn body<S: Level>(s: S, stage: &Stage<'_>, part: &Space) -> Result<Partial, Fault>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __entries {
    (enter = $enter:ident, gang = none, body = $body:ident, stage = $stage:ident, partial = $partial:ty $(,)?) => {
        $crate::__entries_of! { { $enter, one, $body, $stage, $partial } }
    };
    (enter = $enter:ident, gang = $gang:tt, body = $body:ident, stage = $stage:ident, partial = $partial:ty $(,)?) => {
        $crate::__isa_table! { $crate::__entries_of { $enter, $gang, $body, $stage, $partial } }
    };
}

/// The second half of [`__entries`](crate::__entries), which knows the table.
#[doc(hidden)]
#[macro_export]
macro_rules! __entries_of {
    (
        { $enter:ident, $gang:tt, $body:ident, $stage:ident, $partial:ty }
        $($variant:ident $name:literal $lanes:literal, on $on:tt, if $detect:ident [$($feature:tt)*];)*
    ) => {
        /// Runs a sub-box at the level of an instruction set.
        ///
        /// # Safety
        ///
        /// The machine has the instruction set, and the body's own conditions hold.
        #[inline]
        unsafe fn $enter(
            isa: $crate::private::Isa,
            stage: &$stage<'_>,
            part: &$crate::private::Space,
        ) -> ::core::result::Result<$partial, $crate::private::Fault> {
            match isa {
                $(
                    #[cfg $on]
                    $crate::private::Isa::$variant => {
                        type Level = $crate::__gang!($gang, $crate::private::$variant);

                        #[target_feature($(enable = $feature),*)]
                        unsafe fn instance(
                            stage: &$stage<'_>,
                            part: &$crate::private::Space,
                        ) -> ::core::result::Result<$partial, $crate::private::Fault> {
                            // SAFETY: this function's features are the level's; the rest is the caller's.
                            unsafe {
                                let s = <Level as $crate::private::Registers>::assume();
                                $body::<Level>(s, stage, part)
                            }
                        }

                        // SAFETY: the caller's.
                        unsafe { instance(stage, part) }
                    }
                )*
                // One lane; the instruction sets of other architectures are never available.
                _ => {
                    // SAFETY: one lane needs no features; the rest is the caller's.
                    unsafe {
                        let s = <$crate::private::OneLane as $crate::private::Registers>::assume();
                        $body::<$crate::private::OneLane>(s, stage, part)
                    }
                }
            }
        }
    };
}

/// The level of that many registers a gang.
#[doc(hidden)]
#[macro_export]
macro_rules! __gang {
    (one, $level:ty) => { $crate::private::OneLane };
    (1, $level:ty) => { $level };
    (2, $level:ty) => { $crate::private::Pair<$level> };
}
