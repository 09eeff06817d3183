//! The project's own commands. `cargo xtask` tells them.

mod bench;
mod compile;
mod corpus;
mod debian;
mod driver;
mod drivers;
mod emulated;
mod mpi;
mod neon;
mod older;
mod step;
mod test;
mod wasm;
mod web;

use std::process::ExitCode;

use step::Step;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  test                      run every test; installs a software GPU driver where one is needed and may be installed
  test --gpu-drivers        the GPU variant on lavapipe and on SwiftShader; installs them where it may
  test --neon               the kernels and the vector layer on AArch64, under an emulator; installs what that needs where it may
  test --older-x86          the same on a Nehalem (SSE4.2), and the vector layer on a Haswell (AVX2)
  test --wasm               the kernels, the language and the vector layer in WebAssembly with simd128, in Node.js
  test --web                the page of examples/web in Chromium without a window, against the plain functions here
  test --mpi                the kernels on 1 to 4 ranks of a cluster, and on two hosts; installs what that needs where it may
  bench kernels [KERNEL…]   time each variant of each kernel against the plain function
  bench simd [KERNEL…]      how near the SIMD variant comes to the limits of the machine, at each instruction set, and what kernels
                            cost in compile time and code
  bench selection [--quick] [KERNEL…]
                            how good the choice of variants is: predictions against measurements, dispatch against the best variant
  bench threads [KERNEL…]   what a second thread gains, against one and against threads that have nothing to do with each other
  bench gpu                 the GPU variant of kernels beside the same written by hand, on each adapter
  bench mpi                 time steps on 1 rank a core: how they scale, and what they send against what they must
  web                       build the page of examples/web and serve it
  profile                   what this machine was measured to do, as a table and as a picture of its roofs
  report [KERNEL…]          a page about kernels on this machine: predicted and measured times over the size, choices, the roofline
  corpus [--compile-times] [KERNEL…]
                            what became of each kernel of the corpus: class, variants, gain of SIMD, and what compiling takes
  ulp [FUNCTION…] [--stride N] [--samples N] [--speed]
                            how far off each math function is, on every f32 and many f64, against its documented bound
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
        ["test", "--gpu-drivers"] => drivers::test(),
        ["test", "--neon"] => neon::test(),
        ["test", "--older-x86"] => older::test(),
        ["test", "--wasm"] => wasm::test(),
        ["test", "--web"] => web::test(),
        ["test", "--mpi"] => mpi::test(),
        ["bench", "kernels", ref kernels @ ..] => {
            Step::release("kernel-benches", "kernels", kernels).run()
        }
        ["bench", "simd", ref kernels @ ..] => bench::simd(kernels),
        ["bench", "selection", ref arguments @ ..] => {
            Step::release("kernel-benches", "selection", arguments).run()
        }
        ["bench", "threads", ref kernels @ ..] => {
            // The bars are those of two threads.
            Step::release("kernel-benches", "threads", kernels)
                .with("RAYON_NUM_THREADS", "2")
                .run()
        }
        ["bench", "gpu"] => Step::release("kernel-benches", "gpu", &[]).run(),
        ["bench", "mpi"] => mpi::bench(),
        ["web"] => web::serve(),
        ["profile"] => Step::release("kernel-benches", "profile", &[]).run(),
        ["report", ref kernels @ ..] => Step::release("kernel-benches", "report", kernels).run(),
        ["corpus", ref arguments @ ..] => corpus::corpus(arguments),
        ["ulp", ref options @ ..] => Step::release("kernel-ulp", "kernel-ulp", options).run(),
        ["soundness", ref options @ ..] => {
            Step::release("kernel-soundness", "soundness", options).run()
        }
        ["fuzz", ref options @ ..] => Step::release("kernel-soundness", "fuzz", options).run(),
        ["bless"] => test::bless(),
        _ => {
            eprint!("xtask: no such command: {}\n\n{HELP}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    ExitCode::from(u8::from(!passed))
}
