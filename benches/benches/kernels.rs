//! Every kernel in every way, with criterion's statistics: `cargo bench -p kernel-benches`.

use criterion::{Criterion, Throughput};
use kernel_benches::cases;
use kernel_benches::ways::Way;
use kernel_examples::cases::Data;
use kernel_runtime::Error;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for (case, n) in cases(&[]) {
        let mut group = criterion.benchmark_group(format!("{}/{n}", case.name));
        let mut kernel = (case.make)(n, &mut Data::ordinary(1));
        group.throughput(Throughput::Elements(kernel.elements() as u64));
        for way in Way::all() {
            match way.run(kernel.as_mut(), 1) {
                Ok(()) => {}
                Err(Error::Ineligible { .. }) => continue,
                Err(error) => panic!("{} failed: {error}", case.name),
            }
            let name = format!("{}/{}", way.variant(), way.isa());
            group.bench_function(name, |bencher| {
                bencher.iter(|| way.run(kernel.as_mut(), 1));
            });
        }
        group.finish();
    }
    criterion.final_summary();
}
