//! Where the values of a stage's arrays are, in one word, so that nothing more is asked where they are all in the host's memory.

use std::ops::BitOr;

/// Where the values of a stage's arrays are, as far as each run has to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Whereabouts(u8);

impl Whereabouts {
    /// Values that are not in the host's memory, or not all.
    const AWAY: u8 = 1;
    /// Values that the device has.
    const ON_DEVICE: u8 = 2;
    /// An array that is to be written, of which it has to be noted that it changes in the host's memory.
    const UNTAKEN: u8 = 4;

    /// All are in the host's memory alone.
    pub const HOST: Whereabouts = Whereabouts(0);

    /// Each array has to be asked.
    pub(crate) const UNKNOWN: Whereabouts =
        Whereabouts(Self::AWAY | Self::ON_DEVICE | Self::UNTAKEN);

    /// Of one array.
    #[inline]
    pub(crate) fn of(is_here: bool, is_on_device: bool, is_taken: bool) -> Whereabouts {
        let bit = |is, bit| if is { bit } else { 0 };
        Whereabouts(
            bit(!is_here, Self::AWAY)
                | bit(is_on_device, Self::ON_DEVICE)
                | bit(!is_taken, Self::UNTAKEN),
        )
    }

    /// Whether there are values anywhere but in the host's memory.
    #[inline]
    pub(crate) fn are_elsewhere(self) -> bool {
        self.0 & (Self::AWAY | Self::ON_DEVICE) != 0
    }

    /// Whether there is something to do before the processor runs the stage.
    #[inline]
    pub(crate) fn must_come_home(self) -> bool {
        self.0 & (Self::AWAY | Self::UNTAKEN) != 0
    }
}

/// Of the arrays of both.
impl BitOr for Whereabouts {
    type Output = Whereabouts;

    #[inline]
    fn bitor(self, other: Whereabouts) -> Whereabouts {
        Whereabouts(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{Input, Output};
    use crate::array::Array;
    use crate::home::Home;

    #[test]
    fn an_array_on_the_host_has_nothing_to_do_but_once() {
        let mut array = Array::from(vec![1.0f32; 4]);
        assert_eq!(array.input().whereabouts(), Whereabouts::HOST);
        // Until it has been noted that its values change.
        assert!(array.output().whereabouts().must_come_home());
        array.as_mut_slice().expect("it is on the host")[0] = 2.0;
        assert_eq!(array.output().whereabouts(), Whereabouts::HOST);
        let slice = [1.0f32; 4];
        assert_eq!(slice.input().whereabouts(), Whereabouts::HOST);
    }

    #[test]
    fn an_array_that_the_device_has_written_must_come_home() {
        let home = Home::new();
        home.written_on_device();
        for written in [false, true] {
            let away = home.whereabouts(written);
            assert!(away.are_elsewhere() && away.must_come_home());
            let among_others = Whereabouts::HOST | away;
            assert!(among_others.must_come_home());
        }
    }

    #[test]
    fn a_kernel_of_several_launches_notes_again_what_it_writes() {
        let home = Home::new();
        home.begin(true);
        assert!(home.whereabouts(true).must_come_home());
        assert!(!home.whereabouts(false).must_come_home());
    }
}
