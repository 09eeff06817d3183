//! A cluster is made: the ranks compare what they run, and measure what they have.

use std::cell::{Cell, RefCell, RefMut};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mpi::collective::SystemOperation;
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives};
use mpi::{Threading, environment};

use super::cut::{Network, ROOT};
use super::holdings::Holdings;
use super::machines::Machine;
use super::messages::Traffic;
use super::plan::Plans;
use crate::error::Error;
use crate::policy;
use crate::simd::Isa;
use crate::stage::Work;
use crate::threads;

/// Processes of one program, mostly on several machines, that run kernels together: the ranks of an MPI communicator.
///
/// Every rank runs the same program, and makes the same calls in the same order. In a thread that has [entered](Cluster::enter) the cluster,
/// `dispatch_on(Variant::Distributed, …)` runs a kernel on all ranks: what counts are the slices of the *root*, rank 0. The results are written there;
/// what a kernel returns, an error too, it returns on every rank. The other ranks give slices of the same lengths, which are neither read nor
/// written, and the same scalars. [`DistArray`](crate::DistArray) is an array that stays divided among the ranks between kernels.
///
/// ```
/// use kernel_runtime::{Cluster, Variant, kernel};
///
/// #[kernel]
/// fn squares(x: &[f32], y: &mut [f32]) {
///     for i in 0..y.len() {
///         y[i] = x[i] * x[i];
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let cluster = Cluster::world()?;
/// let _entered = cluster.enter();
/// let x: Vec<f32> = (0..1000).map(|i| i as f32).collect();
/// let mut y = vec![0.0; 1000];
/// squares::dispatch_on(Variant::Distributed, &x, &mut y)?;
/// if cluster.is_root() {
///     assert_eq!(y[30], 900.0);
/// }
/// # Ok(())
/// # }
/// ```
///
/// All ranks must be the same executable with the same policy and environment. A rank that dies ends the job: MPI aborts the others.
#[derive(Clone, Debug)]
pub struct Cluster {
    team: Rc<Team>,
}

/// What a cluster is behind its face.
pub(crate) struct Team {
    /// Gone before MPI is.
    communicator: Option<SimpleCommunicator>,
    universe: Option<environment::Universe>,
    /// Counts the clusters of the thread.
    number: usize,
    rank: usize,
    ranks: usize,
    machines: Vec<Machine>,
    network: Network,
    /// Speeds that the program has set.
    speeds: RefCell<Option<Vec<f64>>>,
    traffic: Cell<Traffic>,
    plans: RefCell<Plans>,
}

thread_local! {
    /// The cluster that this thread has entered.
    static ENTERED: RefCell<Option<Rc<Team>>> = const { RefCell::new(None) };
    /// All clusters that this thread has made. MPI is called from no other thread.
    static MADE: RefCell<Vec<Weak<Team>>> = const { RefCell::new(Vec::new()) };
}

/// The cluster that this thread has entered.
pub(crate) fn entered() -> Option<Rc<Team>> {
    ENTERED.with_borrow(Clone::clone)
}

/// The cluster of that number, if this thread has made it.
pub(crate) fn made(number: usize) -> Option<Rc<Team>> {
    MADE.with_borrow(|made| made.get(number)?.upgrade())
}

/// Keeps a thread in a cluster, until it is dropped.
#[derive(Debug)]
#[must_use = "the thread leaves the cluster when this is dropped"]
pub struct Entered {
    before: Option<Rc<Team>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        ENTERED.set(self.before.take());
    }
}

impl Cluster {
    /// All ranks that were started together, as by `mpirun`; a program that was started alone is the only rank. MPI is initialised if it has not
    /// been, and then finalised with the last that is left of the cluster.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if the ranks do not run the same program.
    pub fn world() -> Result<Cluster, Error> {
        if environment::is_finalized() {
            let reason = "MPI has been finalised, and cannot be initialised again".to_owned();
            return Err(Error::Cluster { reason });
        }
        let universe = environment::initialize_with_threading(Threading::Funneled);
        let universe = universe.map(|(universe, _)| universe);
        Cluster::join(&SimpleCommunicator::world(), universe)
    }

    /// The ranks of a communicator, which is duplicated. The program has initialised MPI, and finalises it after the cluster is dropped.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if the ranks do not run the same program.
    pub fn of(communicator: &impl Communicator) -> Result<Cluster, Error> {
        Cluster::join(communicator, None)
    }

    fn join(
        communicator: &impl Communicator,
        universe: Option<environment::Universe>,
    ) -> Result<Cluster, Error> {
        let communicator = communicator.duplicate();
        let mut team = Team {
            number: MADE.with_borrow(Vec::len),
            rank: communicator.rank().unsigned_abs() as usize,
            ranks: communicator.size().unsigned_abs() as usize,
            communicator: Some(communicator),
            universe,
            machines: Vec::new(),
            network: Network {
                latency: 0.0,
                byte: 0.0,
            },
            speeds: RefCell::new(None),
            traffic: Cell::new(Traffic::default()),
            plans: RefCell::default(),
        };
        let identity = identity();
        let hashes = team.extremes(&identity.map(|(_, hash)| hash));
        let differ = identity
            .iter()
            .zip(hashes)
            .find(|(_, (least, most))| least != most);
        if let Some(((what, _), _)) = differ {
            let reason = format!("they differ in their {what}");
            return Err(Error::Cluster { reason });
        }
        team.machines = team.measure_machines()?;
        team.network = team.measure_network();
        let team = Rc::new(team);
        MADE.with_borrow_mut(|made| made.push(Rc::downgrade(&team)));
        Ok(Cluster { team })
    }

    /// Makes it the cluster of the calling thread, until what it returns is dropped.
    pub fn enter(&self) -> Entered {
        Entered {
            before: ENTERED.replace(Some(Rc::clone(&self.team))),
        }
    }

    /// This process's number, from zero.
    pub fn rank(&self) -> usize {
        self.team.rank
    }

    /// The number of ranks.
    pub fn ranks(&self) -> usize {
        self.team.ranks
    }

    /// Whether this is the rank whose slices count.
    pub fn is_root(&self) -> bool {
        self.team.rank == ROOT
    }

    /// What all ranks together have sent each other of arrays since the cluster was made.
    pub fn traffic(&self) -> Traffic {
        self.team.traffic.get()
    }

    /// The time that a message takes, as it was measured between neighbours when the cluster was made.
    pub fn latency(&self) -> Duration {
        Duration::try_from_secs_f64(self.team.network.latency).unwrap_or_default()
    }

    /// The bytes that arrive in a second, as it was measured between neighbours when the cluster was made.
    pub fn bandwidth(&self) -> f64 {
        self.team.network.byte.recip()
    }

    /// Takes ranks to be as fast as that, in any unit, instead of as they were measured: parts are as large as the speeds. All ranks must say the same.
    ///
    /// # Errors
    ///
    /// [`Error::Cluster`], on every rank, if there is not one positive number for each rank, or the ranks do not say the same.
    pub fn set_speeds(&self, speeds: &[f64]) -> Result<(), Error> {
        let positive = |speed: &f64| speed.is_normal() && *speed > 0.0;
        let wrong = speeds.len() != self.ranks() || !speeds.iter().all(positive);
        let bits: Vec<u64> = speeds.iter().map(|speed| speed.to_bits()).collect();
        let said = self.team.extremes(&[hash(&bits), wrong.into()]);
        if said[0].0 != said[0].1 || said[1].1 != 0 {
            let reason = "speeds are one positive number for each rank, the same everywhere";
            return Err(Error::Cluster {
                reason: reason.to_owned(),
            });
        }
        self.team.speeds.replace(Some(speeds.to_vec()));
        self.team.plans().forget();
        Ok(())
    }

    /// What is behind the face.
    pub(crate) fn team(&self) -> &Rc<Team> {
        &self.team
    }
}

impl Team {
    /// What [`made`] finds it by.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// This process's number.
    pub(crate) fn rank(&self) -> usize {
        self.rank
    }

    /// The number of ranks.
    pub(crate) fn ranks(&self) -> usize {
        self.ranks
    }

    pub(crate) fn is_root(&self) -> bool {
        self.rank == ROOT
    }

    pub(crate) fn network(&self) -> Network {
        self.network
    }

    /// This rank's machine, as all ranks know it.
    pub(crate) fn machine(&self) -> &Machine {
        &self.machines[self.rank]
    }

    /// What each rank takes for some work, in seconds. The speeds that the program has set are relative to the root's.
    pub(crate) fn seconds(&self, work: &Work, divides: bool) -> Vec<f64> {
        let predict = |machine: &Machine| machine.predict(work, divides).0.total;
        match &*self.speeds.borrow() {
            Some(speeds) => {
                let root = predict(&self.machines[ROOT]);
                speeds
                    .iter()
                    .map(|speed| root * speeds[ROOT] / speed)
                    .collect()
            }
            None => self.machines.iter().map(predict).collect(),
        }
    }

    /// Notes what has been sent, by whomever.
    pub(crate) fn count(&self, sent: Traffic) {
        let before = self.traffic.get();
        self.traffic.set(Traffic {
            messages: before.messages + sent.messages,
            bytes: before.bytes + sent.bytes,
        });
    }

    /// The plans that are known.
    pub(super) fn plans(&self) -> RefMut<'_, Plans> {
        self.plans.borrow_mut()
    }

    /// A state of an array, which is one with all that are equal to it.
    pub(super) fn intern(&self, holdings: Holdings) -> Arc<Holdings> {
        self.plans().intern(holdings)
    }

    pub(super) fn communicator(&self) -> &SimpleCommunicator {
        let communicator = self.communicator.as_ref();
        communicator.expect("it is taken by drop alone")
    }

    /// Of each number the least and the greatest that a rank has given.
    pub(crate) fn extremes(&self, mine: &[u64]) -> Vec<(u64, u64)> {
        let mine: Vec<u64> = mine.iter().flat_map(|&word| [word, !word]).collect();
        let mut most = vec![0; mine.len()];
        self.communicator()
            .all_reduce_into(&mine[..], &mut most[..], SystemOperation::max());
        let pairs = most.as_chunks::<2>().0;
        pairs.iter().map(|&[most, least]| (!least, most)).collect()
    }

    /// What each machine costs. Of ranks on one machine the first measures, while the others sleep.
    fn measure_machines(&self) -> Result<Vec<Machine>, Error> {
        let host = environment::processor_name().unwrap_or_default();
        let here = hash(&(host, threads::count(), Isa::chosen().name()));
        let hosts = self.gather_words(&[here]);
        let leader = |rank: usize| hosts.iter().position(|host| *host == hosts[rank]);
        let leaders = (0..self.ranks).map(|rank| leader(rank).unwrap_or(rank));
        let leaders: Vec<usize> = leaders.collect();
        let text = match leaders[self.rank] == self.rank {
            true => serde_json::to_string(&Machine::this()).unwrap_or_default(),
            false => String::new(),
        };
        let mut done = self.communicator().immediate_barrier();
        while let Err(pending) = done.test() {
            done = pending;
            std::thread::sleep(Duration::from_millis(1));
        }
        let texts = self.gather_bytes(text.as_bytes());
        let machines = leaders.iter().map(|&leader| {
            serde_json::from_slice(&texts[leader]).map_err(|error| Error::Cluster {
                reason: format!("what rank {leader} has measured cannot be read: {error}"),
            })
        });
        machines.collect()
    }

    /// What messages cost, each rank's to the next one, all at once.
    fn measure_network(&self) -> Network {
        if self.ranks == 1 {
            return Network {
                latency: 0.0,
                byte: 0.0,
            };
        }
        const LARGE: usize = 1 << 20;
        let (small, large) = (self.ring(8, 64), self.ring(LARGE, 8));
        let [(_, small), (_, large)] = self.extremes(&[small.to_bits(), large.to_bits()])[..]
        else {
            unreachable!("two numbers were given")
        };
        let (small, large) = (f64::from_bits(small), f64::from_bits(large));
        Network {
            latency: small,
            byte: (large - small).max(1e-3 * large) / LARGE as f64,
        }
    }

    /// The least time that it took to send so many bytes to the next rank while as many came from the last.
    fn ring(&self, bytes: usize, times: usize) -> f64 {
        let (next, last) = (self.rank + 1, self.rank + self.ranks - 1);
        let process = |rank: usize| {
            self.communicator()
                .process_at_rank((rank % self.ranks) as i32)
        };
        let (sent, mut received) = (vec![0u8; bytes], vec![0u8; bytes]);
        let mut least = f64::INFINITY;
        for _ in 0..times {
            let begin = Instant::now();
            mpi::point_to_point::send_receive_into(
                &sent[..],
                &process(next),
                &mut received[..],
                &process(last),
            );
            least = least.min(begin.elapsed().as_secs_f64());
        }
        least
    }
}

impl Drop for Team {
    fn drop(&mut self) {
        // Others would wait for a rank that panics.
        if std::thread::panicking()
            && self.ranks > 1
            && let Some(communicator) = &self.communicator
        {
            communicator.abort(101);
        }
        // What MPI has forgotten cannot be given back to it.
        if environment::is_finalized() {
            std::mem::forget(self.communicator.take());
        }
        drop(self.communicator.take());
        drop(self.universe.take());
    }
}

impl std::fmt::Debug for Team {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Team")
            .field("rank", &self.rank)
            .field("ranks", &self.ranks)
            .finish_non_exhaustive()
    }
}

/// What ranks must have in common, each as a hash.
fn identity() -> [(&'static str, u64); 3] {
    let program = std::env::current_exe().and_then(std::fs::read);
    let program = program.map_err(|error| error.to_string());
    let ours = |(name, _): &(std::ffi::OsString, _)| {
        let name = name.to_string_lossy();
        name == "KERNEL_POLICY" || name == "KERNEL_VARIANT"
    };
    let mut variables: Vec<_> = std::env::vars_os().filter(ours).collect();
    variables.sort();
    [
        (
            "versions of kernel-runtime",
            hash(&env!("CARGO_PKG_VERSION")),
        ),
        ("executables", hash(&program)),
        ("policies", hash(&(policy::policy(), variables))),
    ]
}

/// A hash that is the same in every process of one program.
pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
