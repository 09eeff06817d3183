// no GPU has `powf` for `f64`
