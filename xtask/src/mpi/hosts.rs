//! Two hosts on one machine: network namespaces with a cable between them, and a host's name each, so that MPI sees two machines that share nothing but a
//! network. They are gone when dropped.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::debian;
use crate::step::{Step, root};

/// The hosts: a name, and an address in a network of their own.
const HOSTS: [(&str, &str); 2] = [
    ("kernel-host-a", "10.213.77.1"),
    ("kernel-host-b", "10.213.77.2"),
];
const NETWORK: &str = "10.213.77.0/24";

/// The ends of the cable.
const CABLE: [&str; 2] = ["kernel-veth-a", "kernel-veth-b"];

/// Both hosts.
pub(super) struct Hosts {
    /// What `mpirun` starts its daemon on the other host with.
    agent: PathBuf,
}

impl Hosts {
    /// Makes them.
    ///
    /// # Errors
    ///
    /// Why there can be none here.
    pub(super) fn open() -> Result<Hosts, String> {
        if !debian::is_root() {
            return Err("only root makes network namespaces".to_owned());
        }
        close();
        let agent = agent().map_err(|error| format!("no agent can be written: {error}"))?;
        let hosts = Hosts { agent };
        let [a, b] = HOSTS.map(|(name, _)| name);
        let [end_a, end_b] = CABLE;
        let mut commands = vec![
            format!("ip netns add {a}"),
            format!("ip netns add {b}"),
            format!("ip link add {end_a} netns {a} type veth peer name {end_b} netns {b}"),
        ];
        for ((name, address), end) in HOSTS.iter().zip(CABLE) {
            commands.extend([
                format!("ip -n {name} addr add {address}/24 dev {end}"),
                format!("ip -n {name} link set {end} up"),
                format!("ip -n {name} link set lo up"),
            ]);
        }
        for command in commands {
            run(&command).map_err(|error| format!("`{command}`: {}", error.trim()))?;
        }
        Ok(hosts)
    }

    /// What runs a command on the first host.
    pub(super) fn first(&self) -> Vec<String> {
        let [(name, _), _] = HOSTS;
        let agent = self.agent.to_string_lossy().into_owned();
        vec![agent, name.to_owned()]
    }

    /// What `mpirun` is to know: as many ranks on each, messages over the cable alone.
    pub(super) fn options(&self) -> Vec<String> {
        let [a, b] = HOSTS.map(|(name, _)| name);
        let agent = self.agent.to_string_lossy();
        let words = format!(
            "--host {a}:2,{b}:2 --map-by node --mca plm rsh --mca plm_rsh_agent {agent} --mca pml ob1 --mca btl tcp,self \
             --mca btl_tcp_if_include {NETWORK} --mca oob_tcp_if_include {NETWORK}"
        );
        words.split_whitespace().map(str::to_owned).collect()
    }
}

impl Drop for Hosts {
    fn drop(&mut self) {
        close();
    }
}

/// Takes the namespaces away, with the cable. There may be some of a run that was ended.
fn close() {
    for (name, _) in HOSTS {
        let _ = run(&format!("ip netns delete {name}"));
    }
}

/// The script that runs a command on a host, as a remote shell does: its network, its name, and what the names of hosts mean.
fn agent() -> std::io::Result<PathBuf> {
    let folder = root().join("target/mpi");
    fs::create_dir_all(&folder)?;
    let names: Vec<String> = HOSTS
        .iter()
        .map(|(name, at)| format!("{at} {name}\n"))
        .collect();
    let table = folder.join("hosts");
    fs::write(&table, format!("127.0.0.1 localhost\n{}", names.concat()))?;
    let path = folder.join("agent");
    let inside = "mount --bind \"$0\" /etc/hosts; hostname \"$1\"; shift; exec sh -c \"$*\"";
    let script = format!(
        "#!/bin/sh\nexec ip netns exec \"$1\" unshare --uts --mount sh -c '{inside}' {} \"$@\"\n",
        table.display()
    );
    fs::write(&path, script)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

/// Runs a command silently.
fn run(command: &str) -> Result<(), String> {
    let words: Vec<&str> = command.split(' ').collect();
    let (program, arguments) = words.split_first().ok_or("no command")?;
    match Step::new(program, arguments).output() {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
