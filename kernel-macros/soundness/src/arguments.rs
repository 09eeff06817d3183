//! Arguments for a kernel: small and extreme sizes, arrays that just fit, are too short, or have any length.

use std::fmt::Write;

use kernel_compiler::ir::{Array, Kernel, Origin, Scalar};

use crate::interp::{Blind, Fault, Machine, Stop, Touch, Value, Watch};
use crate::property::FUEL;
use crate::random::Random;

/// The longest array.
const LONGEST: usize = 2048;

/// A kernel's arguments.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// The parameters' and outer consts' values, by variable.
    pub scalars: Vec<Option<Value>>,
    /// The arrays' elements.
    pub arrays: Vec<Vec<Value>>,
}

/// Some arguments for a kernel.
pub fn some(kernel: &Kernel, random: &mut Random, sets: usize) -> Vec<Arguments> {
    let mut found = Vec::new();
    while found.len() < sets {
        let scalars: Vec<Option<Value>> = kernel
            .vars
            .iter()
            .map(|var| match var.origin {
                Origin::Param | Origin::Const(_) => Some(scalar(random, var.ty)),
                Origin::Local | Origin::Loop(_) => None,
            })
            .collect();
        let filled = |random: &mut Random, lens: &[usize]| Arguments {
            scalars: scalars.clone(),
            arrays: kernel
                .arrays
                .iter()
                .filter(|array| !array.is_local())
                .zip(lens)
                .map(|(array, &len)| (0..len).map(|_| element(random, array.element)).collect())
                .collect(),
        };
        // Any lengths: where lengths bound the loops, these are the sizes.
        let lens: Vec<usize> = kernel
            .arrays
            .iter()
            .filter(|array| !array.is_local())
            .map(|array| length(array).unwrap_or(random.below(10)))
            .collect();
        let mut arguments = filled(random, &lens);
        found.push(arguments.clone());
        // Long enough for all that is touched; then just so long, and one too short.
        if grow(kernel, random, &mut arguments) {
            found.push(arguments.clone());
            let touched = touched(kernel, &arguments);
            for (id, elements) in arguments.arrays.iter_mut().enumerate() {
                if length(&kernel.arrays[id]).is_none() {
                    elements.truncate(touched[id]);
                }
            }
            found.push(arguments.clone());
            if let Some(array) = arguments
                .arrays
                .iter_mut()
                .filter(|array| !array.is_empty())
                .last()
                && random.percent(50)
            {
                array.pop();
                found.push(arguments);
            }
        }
    }
    found
}

/// The length that the array's type gives; where it is a name, any that is small.
fn length(array: &Array) -> Option<usize> {
    array
        .length()
        .map(|length| length.known().unwrap_or(5) as usize)
}

/// Makes arrays longer until the kernel runs through; whether it does.
fn grow(kernel: &Kernel, random: &mut Random, arguments: &mut Arguments) -> bool {
    for _ in 0..12 {
        let mut machine = Machine::new(kernel, &arguments.scalars, &arguments.arrays, FUEL);
        let Err(Stop::Fault(Fault::Index { site, index, len })) = machine.run(&mut Blind) else {
            return true;
        };
        let mut last = Last(None);
        let mut machine = Machine::new(kernel, &arguments.scalars, &arguments.arrays, FUEL);
        let _ends_the_same_way = machine.run(&mut last);
        let Some(touch) = last.0.filter(|touch| touch.site == site) else {
            return false;
        };
        let array = touch.array.index();
        if index >= LONGEST || length(&kernel.arrays[array]).is_some() {
            return false;
        }
        let wanted = (index + 1).max(len * 2).min(LONGEST);
        let element_type = kernel.arrays[array].element;
        arguments.arrays[array].resize_with(wanted, || element(random, element_type));
    }
    false
}

/// The last access of a run.
struct Last(Option<Touch>);

impl Watch for Last {
    fn access(&mut self, _machine: &Machine<'_>, touch: Touch) -> Result<(), Stop> {
        self.0 = Some(touch);
        Ok(())
    }
}

/// One more than the last element touched, of each array.
fn touched(kernel: &Kernel, arguments: &Arguments) -> Vec<usize> {
    struct Ends(Vec<usize>);
    impl Watch for Ends {
        fn access(&mut self, _machine: &Machine<'_>, touch: Touch) -> Result<(), Stop> {
            let end = &mut self.0[touch.array.index()];
            *end = (*end).max(touch.index.saturating_add(1));
            Ok(())
        }
    }
    let mut ends = Ends(vec![0; kernel.arrays.len()]);
    let mut machine = Machine::new(kernel, &arguments.scalars, &arguments.arrays, FUEL);
    let _how_it_ends = machine.run(&mut ends);
    ends.0
}

/// A scalar: small mostly, else one at the edges of what sizes and types can be.
fn scalar(random: &mut Random, ty: Scalar) -> Value {
    const EDGES: &[i128] = &[
        -1,
        127,
        128,
        255,
        256,
        i32::MAX as i128,
        u32::MAX as i128,
        1 << 32,
        1 << 61,
        1 << 62,
        (1 << 62) + 1,
        1 << 63,
        (1 << 63) - 1,
        (1 << 63) + 2,
        (1 << 64) - 1,
        (1 << 64) - 3,
        (1 << 64) / 3 + 1,
    ];
    if ty == Scalar::Bool || ty.is_float() {
        return element(random, ty);
    }
    let number = if random.percent(88) {
        let least = if ty.is_signed() { -2 } else { 0 };
        least + random.below(9) as i128
    } else {
        *random.pick(EDGES)
    };
    Value::integer(number, ty).unwrap_or(Value::Bool(false))
}

/// An element: small numbers, so that sums of floats are exact and integers can be indices.
fn element(random: &mut Random, ty: Scalar) -> Value {
    if ty == Scalar::Bool {
        return Value::Bool(random.percent(50));
    }
    if ty.is_float() && random.percent(4) {
        let odd = *random.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1e30, 0.1]);
        return Value::F64(odd).cast(ty).unwrap_or(Value::F64(odd));
    }
    if ty.is_integer() && random.percent(3) {
        return Value::integer(i128::from(random.bits()), ty).unwrap_or(Value::Bool(false));
    }
    let least = if ty.is_signed() { -3 } else { 0 };
    Value::integer(least + random.below(12) as i128, ty).unwrap_or(Value::Bool(false))
}

impl Arguments {
    /// As text, with the kernel's names.
    pub fn display(&self, kernel: &Kernel) -> String {
        let mut text = String::new();
        for (var, value) in kernel.vars.iter().zip(&self.scalars) {
            if let Some(value) = value {
                writeln!(text, "  {} = {value}", var.name)
                    .expect("writing to a string cannot fail");
            }
        }
        for (array, elements) in kernel.arrays.iter().zip(&self.arrays) {
            let shown: Vec<String> = elements.iter().take(24).map(ToString::to_string).collect();
            let more = if elements.len() > 24 { ", …" } else { "" };
            let (name, len) = (&array.name, elements.len());
            writeln!(
                text,
                "  {name} = [{}{more}] ({len} elements)",
                shown.join(", ")
            )
            .expect("writing to a string cannot fail");
        }
        text
    }
}
