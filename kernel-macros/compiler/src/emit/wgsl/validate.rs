//! Validates the shader with naga, the compiler that will translate it at run time.

use naga::valid::{Capabilities, ValidationFlags, Validator};
use naga::{Arena, Expression, Module, ScalarKind, TypeInner};

/// What the device must have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Needs {
    pub(super) f64: bool,
    pub(super) i64: bool,
}

/// Finds the least that a device must have for the shader to be valid, or says what is wrong with it.
pub(super) fn validate(text: &str) -> Result<Needs, String> {
    let module = naga::front::wgsl::parse_str(text).map_err(|error| error.emit_to_string(text))?;
    let needs = Needs::of(&module);
    let mut capabilities = Capabilities::empty();
    capabilities.set(Capabilities::FLOAT64, needs.f64);
    capabilities.set(Capabilities::SHADER_INT64, needs.i64);
    match Validator::new(ValidationFlags::all(), capabilities).validate(&module) {
        Ok(_) => Ok(needs),
        Err(error) => Err(error.emit_to_string(text)),
    }
}

impl Needs {
    /// What the module is made of: the validator asks for no more and no less.
    fn of(module: &Module) -> Needs {
        let mut needs = Needs {
            f64: false,
            i64: false,
        };
        for (_, ty) in module.types.iter() {
            match ty.inner {
                TypeInner::Scalar(scalar)
                | TypeInner::Atomic(scalar)
                | TypeInner::Vector { scalar, .. }
                | TypeInner::Matrix { scalar, .. } => needs.scalar(scalar.kind, scalar.width),
                _ => {}
            }
        }
        needs.expressions(&module.global_expressions);
        for (_, function) in module.functions.iter() {
            needs.expressions(&function.expressions);
        }
        for entry in &module.entry_points {
            needs.expressions(&entry.function.expressions);
        }
        needs
    }

    fn expressions(&mut self, expressions: &Arena<Expression>) {
        for (_, expression) in expressions.iter() {
            match expression {
                Expression::Literal(literal) => {
                    let scalar = literal.scalar();
                    self.scalar(scalar.kind, scalar.width);
                }
                Expression::As {
                    kind,
                    convert: Some(width),
                    ..
                } => self.scalar(*kind, *width),
                _ => {}
            }
        }
    }

    fn scalar(&mut self, kind: ScalarKind, width: u8) {
        if width == 8 {
            match kind {
                ScalarKind::Float => self.f64 = true,
                ScalarKind::Sint | ScalarKind::Uint => self.i64 = true,
                ScalarKind::Bool | ScalarKind::AbstractInt | ScalarKind::AbstractFloat => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(body: &str) -> Result<(bool, bool), String> {
        let text = format!("@compute @workgroup_size(1) fn main() {{ {body} }}");
        validate(&text).map(|needs| (needs.f64, needs.i64))
    }

    #[test]
    fn the_least_is_found() {
        assert_eq!(needs("var x = 1.0f; x += 1.0f;"), Ok((false, false)));
        assert_eq!(needs("var x = 1.0lf; x += 1.0lf;"), Ok((true, false)));
        assert_eq!(needs("var x = 1lu; x += 1lu;"), Ok((false, true)));
        assert_eq!(
            needs("var x = 1lu; var y = f64(x); y += 1.0lf;"),
            Ok((true, true))
        );
        assert!(needs("var x = y;").is_err_and(|error| error.contains('y')));
    }
}
