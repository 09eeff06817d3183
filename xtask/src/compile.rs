//! Compiles single files against the runtime, to tell what a kernel costs to have.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use object::{Object, ObjectSection, SectionKind};

use crate::step::{Step, root};

/// The runs of the compiler, of which the fastest counts.
const RUNS: usize = 3;

/// rustc with the runtime built in release.
pub(crate) struct Compiler {
    runtime: PathBuf,
    output: PathBuf,
    /// What a file without a kernel takes.
    nothing: Cost,
}

/// What a file costs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    /// Milliseconds of rustc, optimising, for all instruction sets.
    pub(crate) milliseconds: f64,
    /// Bytes of machine code and of constants.
    pub(crate) bytes: u64,
}

impl Compiler {
    /// Builds the runtime. The compiler's output goes to that folder.
    pub(crate) fn new(folder: &Path) -> Result<Compiler, Box<dyn Error>> {
        const BUILD: [&str; 6] = [
            "build",
            "--release",
            "--quiet",
            "-p",
            "kernel-runtime",
            "--message-format=json",
        ];
        let messages = Step::cargo(&BUILD).output()?;
        // Of cargo's messages only one file's name matters.
        let runtime = messages
            .split('"')
            .rfind(|text| text.contains("libkernel_runtime") && text.ends_with(".rlib"))
            .ok_or("cargo did not say where the runtime's library is")?;
        let mut compiler = Compiler {
            runtime: runtime.into(),
            output: folder.join("kernel.o"),
            nothing: Cost::default(),
        };
        let empty = folder.join("empty.rs");
        std::fs::write(&empty, "//! Nothing.\n")?;
        compiler.nothing = compiler.cost(&empty)?;
        Ok(compiler)
    }

    /// What rustc takes over a file and makes of it, beyond an empty file.
    pub(crate) fn cost(&self, file: &Path) -> Result<Cost, Box<dyn Error>> {
        let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
        let dependencies = root().join("target").join("release").join("deps");
        let mut least = f64::INFINITY;
        for _ in 0..RUNS {
            let mut command = Command::new(&rustc);
            command.args(["--edition", "2024", "--crate-type", "lib", "-O"]);
            command.args(["-C", "codegen-units=1", "--cap-lints", "allow"]);
            command.args(["--emit", "obj"]);
            command.arg("--extern");
            command.arg(format!("kernel_runtime={}", self.runtime.display()));
            command.arg("-L");
            command.arg(format!("dependency={}", dependencies.display()));
            command.arg("-o").arg(&self.output).arg(file);
            let begin = Instant::now();
            let output = command.current_dir(root()).output()?;
            least = least.min(begin.elapsed().as_secs_f64() * 1e3);
            if !output.status.success() {
                let errors = String::from_utf8_lossy(&output.stderr);
                return Err(format!("{}: {errors}", file.display()).into());
            }
        }
        Ok(Cost {
            milliseconds: (least - self.nothing.milliseconds).max(0.0),
            bytes: loaded(&std::fs::read(&self.output)?)?.saturating_sub(self.nothing.bytes),
        })
    }
}

/// The bytes of an object file that a program loads: code, constants and data.
fn loaded(file: &[u8]) -> Result<u64, object::Error> {
    let file = object::File::parse(file)?;
    let sections = file.sections().filter(|section| {
        matches!(
            section.kind(),
            SectionKind::Text
                | SectionKind::Data
                | SectionKind::ReadOnlyData
                | SectionKind::ReadOnlyString
                | SectionKind::ReadOnlyDataWithRel
        )
    });
    Ok(sections.map(|section| section.size()).sum())
}
