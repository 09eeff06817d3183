//! Which elements were touched by whom: two that touch one element, of which one writes, meet.

use std::collections::HashMap;

use kernel_compiler::ir::{Kernel, LoopId, SiteId, StmtKind};

use crate::arguments::Arguments;
use crate::interp::{Machine, Stop, Touch, Watch};

use super::FUEL;

/// Who touched an element, with the place.
type Who = (u64, SiteId);

/// The elements touched so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched(HashMap<(usize, usize), Element>);

#[derive(Clone, Debug, Default)]
struct Element {
    writer: Option<Who>,
    /// Two different readers at most: any writer differs from one of them.
    readers: [Option<Who>; 2],
}

impl Touched {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes an access; another's that it meets, if there is one.
    pub(super) fn note(&mut self, touch: Touch, who: u64) -> Option<Who> {
        let element = self.0.entry((touch.memory, touch.index)).or_default();
        let others = |other: &&Who| other.0 != who;
        let met = element.writer.as_ref().filter(others).copied();
        if touch.write {
            let reader = element.readers.iter().flatten().find(others).copied();
            element.writer = Some((who, touch.site));
            return met.or(reader);
        }
        match &mut element.readers {
            [first @ None, _] => *first = Some((who, touch.site)),
            [Some(first), second @ None] if first.0 != who => *second = Some((who, touch.site)),
            _ => {}
        }
        met
    }
}

/// Whether two iterations of the kernel's first loop touch one element, of which one writes, with these arguments. Nothing if the
/// kernel does not run, or its loop has not two iterations.
pub fn iterations_meet(kernel: &Kernel, arguments: &Arguments) -> Option<bool> {
    let outermost = kernel.body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::For { id, .. } => Some(*id),
        _ => None,
    })?;
    let mut rounds = Rounds {
        outermost,
        touched: Touched::default(),
        last: 0,
        met: false,
    };
    let mut machine = Machine::new(kernel, &arguments.scalars, &arguments.arrays, FUEL);
    let ran = machine.run(&mut rounds);
    (ran.is_ok() && rounds.last > 0 || rounds.met).then_some(rounds.met)
}

struct Rounds {
    outermost: LoopId,
    touched: Touched,
    /// The last round that touched anything.
    last: u64,
    met: bool,
}

impl Watch for Rounds {
    fn access(&mut self, machine: &Machine<'_>, touch: Touch) -> Result<(), Stop> {
        if let Some((_, round)) = machine
            .rounds
            .first()
            .filter(|(id, _)| *id == self.outermost)
            && touch.index < touch.len
        {
            self.last = self.last.max(*round);
            self.met |= self.touched.note(touch, *round).is_some();
        }
        Ok(())
    }
}
