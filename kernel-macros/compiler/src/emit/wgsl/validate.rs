//! Validates the shader with naga, the compiler that will translate it at run time.

use naga::valid::{Capabilities, ValidationFlags, Validator};

/// What the device must have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Needs {
    pub(super) f64: bool,
    pub(super) i64: bool,
}

/// Finds the least that a device must have for the shader to be valid, or says what is wrong with it.
pub(super) fn validate(text: &str) -> Result<Needs, String> {
    let module = naga::front::wgsl::parse_str(text).map_err(|error| error.emit_to_string(text))?;
    let mut last = String::new();
    for (f64, i64) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut capabilities = Capabilities::empty();
        capabilities.set(Capabilities::FLOAT64, f64);
        capabilities.set(Capabilities::SHADER_INT64, i64);
        match Validator::new(ValidationFlags::all(), capabilities).validate(&module) {
            Ok(_) => return Ok(Needs { f64, i64 }),
            Err(error) => last = error.emit_to_string(text),
        }
    }
    Err(last)
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
