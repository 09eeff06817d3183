//! Kernels on the ranks of a cluster: `mpirun -n N ranks`. Every rank checks what it gets; one that finds a mistake ends the job.

mod checks;
mod kernels;

use kernel_runtime::{Cluster, Error};

fn main() -> Result<(), Error> {
    let cluster = Cluster::world()?;
    let _entered = cluster.enter();
    for (name, check) in checks::ALL {
        check(&cluster)?;
        if cluster.is_root() {
            println!("{name}: passed on {} ranks", cluster.ranks());
        }
    }
    Ok(())
}
