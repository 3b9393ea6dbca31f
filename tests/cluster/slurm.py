#!/usr/bin/python3
"""A real Slurm of two nodes on this machine, in a temporary folder: for tests, and to try a script by hand.

slurm.py [COMMAND...]    starts it, runs COMMAND (default: a shell) in its environment, and takes it down
"""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

NODES = ("node1", "node2")
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "srun")

# Requeued jobs wait as long as a credential lives: 5 s here, 120 s by default. Nodes are dead when they have been silent for 10 s.
CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/{proctrack}
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1
ReturnToService=2
SlurmdTimeout=10
KillWait=10
MinJobAge=600
MessageTimeout=10
MaxArraySize={max_array}
NodeName=node1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs={cpus} RealMemory=2000
NodeName=node2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs={cpus} RealMemory=2000
PartitionName=all Nodes=node1,node2 Default=YES MaxTime=60 State=UP
"""


def missing_programs():
    """Which of Slurm's and munge's programs are not installed."""
    return [name for name in PROGRAMS if find(name) is None]


def find(program):
    return shutil.which(program, path="/usr/sbin:/usr/bin:" + os.environ.get("PATH", ""))


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(what, truth, seconds=60):
    """The first value of truth() that counts as true; AssertionError when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := truth():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {seconds} s")


class Slurm:
    """A context: inside, `environment` reaches the cluster; afterwards no process of it is left."""

    def __init__(self, cpus=1, max_array=1001):
        self.cpus, self.max_array = cpus, max_array
        self.daemons = {}

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-slurm-"))
        try:
            self.configure()
            self.start("munged", "--foreground", f"--socket={self.folder}/munge.socket", f"--key-file={self.folder}/munge.key", f"--pid-file={self.folder}/munge.pid",
                       f"--seed-file={self.folder}/munge.seed", f"--log-file={self.folder}/munge.log", "--num-threads=2")
            wait_for("munged", (self.folder / "munge.socket").exists)
            self.start_controller()
            for node in NODES:
                self.start_node(node)
            wait_for("two idle nodes", lambda: self.ask("sinfo", "--noheader", "--Node", "--format=%T").split() == ["idle", "idle"])
        except BaseException:
            sys.stderr.write(self.logs())
            self.__exit__()
            raise
        return self

    def configure(self):
        host = socket.gethostname().split(".")[0]
        self.folder.chmod(0o755)  # munged wants all to reach its socket
        (self.folder / "state").mkdir()
        # Only root sees every process's parent for certain, and may move it into a session of its own.
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=host, user=pwd.getpwuid(os.getuid()).pw_name, folder=self.folder, ports=free_ports(3), cpus=self.cpus, max_array=self.max_array,
            proctrack="linuxproc" if os.getuid() == 0 else "pgid"))
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        key = self.folder / "munge.key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))} | {"SLURM_CONF": str(self.folder / "slurm.conf")}

    def start(self, program, *words, name=None):
        log = open(self.folder / f"{name or program}.out", "ab")
        # Should this process be killed, they end with it.
        self.daemons[name or program] = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", find(program), *words], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        log.close()

    def start_controller(self):
        self.start("slurmctld", "-D", "-f", str(self.folder / "slurm.conf"))
        wait_for("slurmctld", lambda: "UP" in self.ask("scontrol", "ping"))

    def start_node(self, node):
        self.start("slurmd", "-D", "-N", node, "-f", str(self.folder / "slurm.conf"), name=node)

    def ask(self, program, *words):
        """What the command prints; nothing where it fails."""
        done = subprocess.run([find(program), *words], env=self.environment, capture_output=True, text=True, timeout=60)
        return done.stdout if done.returncode == 0 else ""

    def kill_controller(self):
        """Once it has written down what it knows by now, which it does within seconds of a change: what it had not, no Slurm would know again."""
        now = time.time()
        wait_for("slurmctld to save its state", lambda: (self.folder / "state/job_state").stat().st_mtime > now)
        self.end("slurmctld", signal.SIGKILL)

    def kill_node(self, node):
        """As a power cut does: the node and all that runs on it end at once."""
        for step in self.steps(node):
            for process in [*descendants(step), step]:
                kill(process)
        self.end(node, signal.SIGKILL)

    def kill_jobs(self, node):
        """What runs on the node for jobs ends, the node does not."""
        for step in self.steps(node):
            for process in descendants(step):
                kill(process)

    def clear(self):
        """No job is left, and all nodes are up, whatever a test left behind."""
        if "slurmctld" not in self.daemons:
            self.start_controller()
        self.ask("scancel", "--user", str(os.getuid()))
        for node in NODES:
            if node in self.daemons:
                self.kill_jobs(node)
            else:
                self.start_node(node)
        wait_for("an empty queue", lambda: self.ask("scontrol", "ping") and not self.ask("squeue", "--noheader"))
        wait_for("two idle nodes", lambda: self.ask("sinfo", "--noheader", "--Node", "--format=%T").split() == ["idle", "idle"])

    def steps(self, node):
        """Processes that look after jobs on the node: they write to its log."""
        return [process for process, words in processes() if words[0].startswith("slurmstepd") and str(self.folder / f"slurmd-{node}.log") in open_files(process)]

    def jobs(self, array):
        """Of each task of an array job, or of a job alone as task 0: what scontrol says, by name."""
        lines = self.ask("scontrol", "--oneliner", "show", "job", str(array)).splitlines()
        jobs = [dict(word.split("=", 1) for word in line.split() if "=" in word) for line in lines]
        return {int(job.get("ArrayTaskId", "0")): job for job in jobs if job.get("ArrayTaskId", "0").isdigit()}

    def running(self, array, program):
        """Processes with this program's name and their command lines, by the task of the array in which they run."""
        found = {}
        for process, words in processes():
            variables = environment_of(process)
            if pathlib.Path(words[0]).name == program and variables.get("SLURM_ARRAY_JOB_ID") == str(array) and variables.get("SLURM_CONF") == self.environment["SLURM_CONF"]:
                found[int(variables["SLURM_ARRAY_TASK_ID"])] = process, words
        return found

    def end(self, name, how):
        daemon = self.daemons.pop(name)
        daemon.send_signal(how)
        daemon.wait(timeout=30)

    def __exit__(self, *_):
        if "slurmctld" in self.daemons:
            self.ask("scancel", "--state=PENDING", "--user", str(os.getuid()))
        for node in NODES:
            if node in self.daemons:
                self.kill_node(node)
        for name in list(self.daemons):
            self.end(name, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def logs(self, lines=30):
        """The ends of what the daemons wrote, for the message of a failing test."""
        return "\n".join(f"== {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) for path in sorted([*self.folder.glob("*.log"), *self.folder.glob("*.out")]))


def processes():
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
        except OSError:
            continue
        if words:
            yield int(entry.name), words


def environment_of(process):
    try:
        text = pathlib.Path(f"/proc/{process}/environ").read_bytes().decode(errors="replace")
    except OSError:
        return {}
    return dict(pair.split("=", 1) for pair in text.split("\0") if "=" in pair)


def open_files(process):
    try:
        return [os.readlink(entry) for entry in pathlib.Path(f"/proc/{process}/fd").iterdir()]
    except OSError:
        return []


def descendants(process):
    """Children, and theirs, the deepest first."""
    try:
        children = [int(word) for task in pathlib.Path(f"/proc/{process}/task").iterdir() for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return [one for child in children for one in [*descendants(child), child]]


def kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def main():
    if missing := missing_programs():
        sys.exit(f"not installed: {', '.join(missing)} (Debian: slurm-wlm, munge)")
    with Slurm(cpus=os.cpu_count()) as cluster:
        return subprocess.run(sys.argv[1:] or [os.environ.get("SHELL", "sh")], env=cluster.environment).returncode


if __name__ == "__main__":
    sys.exit(main())
