//! The project's own commands. `cargo xtask` tells them.

mod corpus;
mod driver;
mod proof;
mod step;
mod test;

use std::process::ExitCode;

use step::Step;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  test                      run every test; installs a software GPU driver where one is needed and may be installed
  bench kernels [KERNEL…]   time each variant of each kernel against the plain function
  corpus [--compile-times] [KERNEL…]
                            what became of each kernel of the corpus: class, variants, gain of SIMD, and what compiling takes
  soundness [--kernels N] [--seed S] [--examples N]
                            random kernels against the reference interpreter: what is proved must hold
  fuzz [--minutes M] [--seed S]
                            random text into the compiler: no panic, no hang
  bless                     record golden files and compiler messages anew, to be read with `git diff`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let passed = match words[..] {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            true
        }
        ["test"] => test::test(),
        ["bench", "kernels", ref kernels @ ..] => bench(kernels),
        ["corpus", ref arguments @ ..] => corpus::corpus(arguments),
        ["soundness", ref options @ ..] => proof::run("soundness", options),
        ["fuzz", ref options @ ..] => proof::run("fuzz", options),
        ["bless"] => test::bless(),
        _ => {
            eprint!("xtask: no such command: {}\n\n{HELP}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    ExitCode::from(u8::from(!passed))
}

/// Runs the bench of that name.
fn bench(kernels: &[&str]) -> bool {
    const RUN: [&str; 8] = [
        "run",
        "--quiet",
        "--release",
        "-p",
        "kernel-benches",
        "--bin",
        "kernels",
        "--",
    ];
    Step::cargo(&[&RUN, kernels].concat()).run()
}
