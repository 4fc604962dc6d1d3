/** Commands that run the command that their words name, with all of their options as their manuals have them. */
import {
  type Inner,
  type Input,
  optionsOf,
  type Program,
  plain,
  plainInner,
  type Value,
} from "./program.ts";

type Options = Partial<Record<Value, string>>;
type More = Partial<Inner> & { readonly input?: Input };

const help = "--help --version";
const sshFlags = "-1 -2 -4 -6 -A -a -C -f -G -g -K -k -N -n -q -s -T -t -V -v -X -x -Y -y";
const sshValued = "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -P -p -Q -R -S -W -w";

export const wrapperTable: readonly [names: string, program: Program][] = [
  [
    "sudo",
    runs(
      {
        plain:
          "-a -C -c -g -h -p -R -r -T -t -U -u --auth-type --close-from --login-class " +
          "--group --host --prompt --chroot --role --command-timeout --type --other-user --user",
        directory: "-D --chdir",
        flag:
          "-A -B -b -E -e -H -i -K -k -l -N -n -P -S -s -V -v --askpass --bell --background " +
          "--preserve-env --edit --set-home --login --remove-timestamp --reset-timestamp --list " +
          "--no-update --non-interactive --preserve-groups --stdin --shell --validate " +
          help,
      },
      { input: "shell" },
    ),
  ],
  ["doas", runs({ plain: "-a -C -u", flag: "-L -n -s" })],
  ["pkexec", runs({ plain: "--user", flag: `--disable-internal-agent --keep-cwd ${help}` })],
  [
    "env",
    runs({
      plain: "-a -u --argv0 --unset",
      directory: "-C --chdir",
      line: "-S --split-string",
      flag:
        "-0 -i -v --null --ignore-environment --block-signal --default-signal --ignore-signal " +
        `--list-signal-handling --debug ${help}`,
    }),
  ],
  ["nice", runs({ plain: "-n --adjustment", flag: help })],
  [
    "ionice",
    runs({
      plain: "-c -n -P -p -u --class --classdata --pgid --pid --uid",
      flag: `-h -t -V --ignore ${help}`,
    }),
  ],
  ["nohup", runs({ flag: help })],
  ["setsid", runs({ flag: `-c -f -h -V -w --ctty --fork --wait ${help}` })],
  ["command", runs({ flag: "-p -V -v" })],
  ["builtin", runs({})],
  ["busybox", runs({ flag: "--help --install --list --list-full" })],
  ["fakeroot", runs({ plain: "-b -i -l -s --faked --fd-base --lib", flag: "-h -u -v" })],
  ["unbuffer", runs({ flag: "-p" })],
  ["chronic", runs({ flag: "-e -v" })],
  [
    "setpriv",
    runs({
      plain:
        "--ambient-caps --apparmor-profile --bounding-set --egid --euid --groups --inh-caps " +
        "--landlock-access --landlock-rule --pdeathsig --ptracer --regid --reuid --rgid --ruid " +
        "--seccomp-filter --securebits --selinux-label",
      flag:
        "-d -h -V --clear-groups --dump --init-groups --keep-groups --list-caps --nnp " +
        `--no-new-privs --reset-env ${help}`,
    }),
  ],
  ["ssh-agent", runs({ plain: "-a -E -O -P -t", flag: "-c -D -d -k -s -T -u -U -x" })],
  [
    "prlimit",
    runs({
      plain: "-o -p --output --pid",
      suffix:
        "-c -d -e -f -i -l -m -n -q -r -s -t -u -v -x -y --as --core --cpu --data --fsize --locks " +
        "--memlock --nice --nofile --nproc --msgqueue --rss --rtprio --rttime --sigpending --stack",
      flag: `-h -V --noheadings --raw --verbose ${help}`,
    }),
  ],
  ["stdbuf", runs({ plain: "-e -i -o --error --input --output", flag: help })],
  [
    "timeout",
    runs(
      {
        plain: "-k -s --kill-after --signal",
        flag: `-f -p -v --foreground --preserve-status --verbose ${help}`,
      },
      { operands: 1 },
    ),
  ],
  [
    "time",
    runs({
      plain: "-f -o --format --output",
      flag: `-a -h -p -q -V -v --append --portability --quiet --verbose ${help}`,
    }),
  ],
  ["exec", runs({ plain: "-a", flag: "-c -l" })],
  [
    "chroot",
    runs(
      { plain: "--groups --userspec", flag: `--skip-chdir ${help}` },
      { operands: 1, input: "shell" },
    ),
  ],
  [
    "flock",
    runs(
      {
        plain: "-E -w --conflict-exit-code --timeout --wait",
        line: "-c --command",
        flag:
          "-e -F -h -n -o -s -u -V -x --close --exclusive --nb --no-fork --nonblock --shared " +
          `--unlock --verbose ${help}`,
      },
      { operands: 1 },
    ),
  ],
  [
    "taskset",
    runs({ flag: `-a -c -h -p -V --all-tasks --cpu-list --pid ${help}` }, { operands: 1 }),
  ],
  [
    "chrt",
    runs(
      {
        plain: "-D -P -T --sched-deadline --sched-period --sched-runtime",
        flag:
          "-a -b -d -e -f -h -i -m -o -p -R -r -V -v --all-tasks --batch --deadline --ext --fifo " +
          `--idle --max --other --pid --reset-on-fork --rr --verbose ${help}`,
      },
      { operands: 1 },
    ),
  ],
  [
    "numactl",
    runs({
      plain:
        "-C -c -f -I -i -M -m -N -o -P -p -S -w --cpubind --cpunodebind --file --interleave " +
        "--length --membind --offset --physcpubind --preferred --preferred-many --shm --shmid " +
        "--shmmode --weighted-interleave",
      flag:
        "-a -b -D -d -H -h -l -s -T -t -u -V --all --balancing --dump --dump-nodes --hardware " +
        `--huge --localalloc --show --strict --touch ${help}`,
    }),
  ],
  [
    "unshare",
    runs(
      {
        plain:
          "-G -l -R -S --boottime --load-interp --map-group --map-groups --map-user --map-users " +
          "--monotonic --owner --propagation --root --setgid --setgroups --setuid",
        directory: "-w --wd",
        flag:
          "-C -c -f -h -i -m -n -p -r -T -U -u -V --cgroup --fork --forward-signals --ipc " +
          "--keep-caps --kill-child --map-auto --map-current-user --map-root-user --map-subids " +
          `--mount --mount-binfmt --mount-proc --net --pid --time --user --uts ${help}`,
      },
      { input: "shell" },
    ),
  ],
  [
    "nsenter",
    runs(
      {
        plain: "-G -N -S -t --net-socket --setgid --setuid --target",
        directory: "-W --wdns",
        suffix:
          "-C -i -m -n -p -r -T -U -u -w --cgroup --ipc --mount --net --pid --root --time " +
          "--user --uts --wd",
        flag:
          "-a -c -e -F -h -V -Z --all --env --follow-context --join-cgroup --keep-caps --no-fork " +
          `--preserve-credentials --user-parent ${help}`,
      },
      { input: "shell" },
    ),
  ],
  [
    "systemd-run",
    runs({
      plain:
        "-C -E -H -M -u --background --capsule --description --expand-environment --gid --host " +
        "--job-mode --machine --nice --on-active --on-boot --on-calendar --on-startup " +
        "--on-unit-active --on-unit-inactive --path-property --service-type --setenv --slice " +
        "--socket-property --timer-property --uid --unit",
      directory: "--working-directory",
      setting: "-p --property",
      flag:
        "-d -G -h -P -q -r -S -T -t -v --collect --ignore-failure --no-ask-password --no-block " +
        "--on-clock-change --on-timezone-change --pipe --pty --pty-late --quiet " +
        "--remain-after-exit --same-dir --scope --send-sighup --shell --slice-inherit --system " +
        `--user --verbose --wait ${help}`,
    }),
  ],
  [
    "strace",
    runs({
      plain:
        "-a -b -E -e -I -O -o -P -p -S -s -U -u -X --abbrev --attach --columns " +
        "--const-print-style --decode-pids --detach-on --env --fault --inject --interruptible " +
        "--kvm --output --raw --read --signal --stack-trace-frame-limit --status --string-limit " +
        "--summary-columns --summary-sort-by --summary-syscall-overhead --syscall-limit --trace " +
        "--trace-fds --trace-path --user --verbose --write",
      flag:
        "-A -C -c -D -d -F -f -h -i -k -n -q -r -T -t -V -v -w -x -Y -y -Z -z " +
        "--absolute-timestamps --always-show-pid --argv0 --daemonize --daemonized --debug " +
        "--decode-fds --failed-only --failing-only --follow-forks --instruction-pointer " +
        "--no-abbrev --output-append-mode --output-separately --quiet --relative-timestamps " +
        "--seccomp-bpf --stack-trace --stack-traces --strings-in-hex --successful-only --summary " +
        "--summary-only --summary-wall-clock --syscall-number --syscall-times --tips " +
        help,
    }),
  ],
  [
    "xargs",
    runs(
      {
        plain:
          "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-chars --max-procs " +
          "--process-slot-var",
        suffix: "-e -i -l --eof --max-lines --replace",
        flag:
          "-0 -o -p -r -t -x --exit --interactive --no-run-if-empty --null --open-tty " +
          `--show-limits --verbose ${help}`,
      },
      { feeds: true, input: "arguments" },
    ),
  ],
  [
    "parallel",
    runs(
      {
        plain:
          "-a -C -d -E -I -J -j -L -N -n -P -S -s --arg-file --arg-file-sep --arg-sep --basefile " +
          "--bf --block --block-size --colsep --compress-program --delay --delimiter --env --eof " +
          "--filter-hosts --halt --halt-on-error --header --jobs --joblog --jobs-file --limit " +
          "--load --max-args --max-chars --max-line-length-allowed --max-procs --max-replace-args " +
          "--memfree --memsuspend --nice --pipe-part --profile --process-slot-var --recend " +
          "--recstart --res --results --retries --return --seqreplace --slf --ssh " +
          "--sshdelay --sshlogin --sshloginfile --tagstring --tempdir --term-seq --timeout " +
          "--tmpdir --tmux --transferfile --trc",
        directory: "--wd --workdir",
        suffix: "-i -l --max-lines --replace",
        flag:
          "-0 -D -h -k -M -m -q -r -t -U -u -V -v -X -x --bar --bg --citation --cleanup " +
          "--compress --controlmaster --ctrlc --dry-run --dryrun --eta --exit --fg --files " +
          "--fifo --gnu --group --interactive --keep-order --lb --line-buffer --linebuffer " +
          "--link --linklist --no-notice --no-run-if-empty --null --number-of-cores " +
          "--number-of-cpus --open-tty --pipe --plain --progress --quote --regexp --resume " +
          "--resume-failed --retry-failed --round-robin --semaphore --shuf --silent --tag --tee " +
          `--transfer --tty --ungroup --use-cpus-instead-of-cores --verbose --will-cite --xapply ${help}`,
      },
      { feeds: true, rereads: true, input: "command" },
    ),
  ],
  [
    "watch",
    runs(
      {
        plain: "-n -q -s --equexit --interval --shotsdir",
        flag:
          "-b -C -c -d -e -f -g -h -p -r -t -v -w -x --beep --chgexit --color --differences " +
          `--errexit --exec --follow --no-color --no-rerun --no-title --no-wrap --precise ${help}`,
      },
      { rereads: true },
    ),
  ],
  [
    "ssh",
    runs(
      { plain: sshValued, setting: "-o", flag: `-M ${sshFlags}` },
      { operands: 1, rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "autossh",
    runs(
      { plain: `-M ${sshValued}`, setting: "-o", flag: sshFlags },
      { operands: 1, rereads: true, input: "shell", isAway: true },
    ),
  ],
  ["sshpass", runs({ plain: "-d -f -P -p", suffix: "-e", flag: "-h -V -v" })],
  ["eval", runs({}, { rereads: true })],
  [
    "docker podman nerdctl docker-compose",
    {
      ...runs(
        {
          plain:
            "-a -c -e -f -h -H -l -m -p -u -v --add-host --annotation --ansi --attach " +
            "--blkio-weight --blkio-weight-device --cap-add --cap-drop --cgroup-parent --cgroupns " +
            "--cidfile --config --context --cpu-count --cpu-percent --cpu-period --cpu-quota " +
            "--cpu-rt-period --cpu-rt-runtime --cpu-shares --cpus --cpuset-cpus --cpuset-mems " +
            "--detach-keys --device --device-cgroup-rule --device-read-bps --device-read-iops " +
            "--device-write-bps --device-write-iops --dns --dns-opt --dns-option --dns-search " +
            "--domainname --env --env-file --expose --file --gpus --group-add --health-cmd " +
            "--health-interval --health-retries --health-start-interval --health-start-period " +
            "--health-timeout --host --hostname --index --io-maxbandwidth --io-maxiops --ip --ip6 " +
            "--ipc --isolation --kernel-memory --label --label-file --link --link-local-ip " +
            "--log-driver --log-level --log-opt --mac-address --memory --memory-reservation " +
            "--memory-swap --memory-swappiness --mount --name --namespace --net --net-alias " +
            "--network --network-alias --oom-score-adj --parallel --pid --pids-limit --platform " +
            "--pod --preserve-fds --profile --progress --project-directory --project-name --publish " +
            "--pull --restart --runtime --secret --security-opt --shm-size --stop-signal " +
            "--stop-timeout --storage-opt --sysctl --systemd --timeout --tmpfs --tlscacert " +
            "--tlscert --tlskey --tz --ulimit --umask --url --user --userns --uts --volume " +
            "--volume-driver --volumes-from",
          directory: "-w --workdir",
          line: "--entrypoint",
          flag:
            "-D -d -i -P -q -T -t --all-resources --build --compatibility --debug --detach " +
            "--disable-content-trust --dry-run --env-host --help --http-proxy --init --interactive " +
            "--latest --no-TTY --no-deps --no-healthcheck --no-hosts --no-tty --oom-kill-disable " +
            "--privileged --publish-all --quiet --quiet-build --quiet-pull --read-only --remote " +
            "--remove-orphans --replace --rm --rmi --service-ports --sig-proxy --tls --tlsverify " +
            "--tty --use-aliases --use-api-socket --verbose --version",
        },
        { operands: 1, verbs: ["exec", "run"], isAway: true },
      ),
      ordered: true,
    },
  ],
  [
    "kubectl oc",
    runs(
      {
        plain:
          "-c -f -l -n -o -s -v --annotations --as --as-group --as-uid --cache-dir " +
          "--certificate-authority --client-certificate --client-key --cluster --container " +
          "--context --copy-to --custom --env --field-manager --filename --grace-period --image " +
          "--image-pull-policy --kubeconfig --labels --limits --namespace --output " +
          "--override-type --overrides --password --pod-running-timeout --port --profile " +
          "--profile-output --request-timeout --requests --restart --server --serviceaccount " +
          "--set-image --shell --target --template --timeout --tls-server-name --token --user " +
          "--username --vmodule",
        flag:
          "-i -q -R -T -t --allow-missing-template-keys --arguments-only --as-root --attach " +
          "--cascade --command --detach-keys --disable-compression --dry-run --expose --force " +
          "--insecure-skip-tls-verify --keep-annotations --keep-init-containers --keep-labels " +
          "--keep-liveness --keep-readiness --keep-startup --leave-stdin-open " +
          "--match-server-version --no-tty --one-container --preserve-pod --privileged --quiet " +
          "--recursive --replace --rm --same-node --save-config --share-processes " +
          "--show-managed-fields --stdin --tty --wait --warnings-as-errors --help",
      },
      { operands: 1, verbs: ["exec", "run", "debug", "rsh"], isAway: true },
    ),
  ],
  [
    "crictl",
    runs(
      {
        plain: "-c -r --config --image-endpoint --runtime-endpoint --timeout --transport",
        flag: "-D -e -h -i -s -t --debug --ignore-errors --interactive --quiet --sync --tty --help",
      },
      { operands: 1, verbs: ["exec"], isAway: true },
    ),
  ],
  [
    "lxc incus",
    runs(
      {
        plain: "--env --group --mode --project --user",
        directory: "--cwd",
        flag:
          "-h -n -q -T -t -v --all --debug --disable-stdin --force-interactive --force-local " +
          "--force-noninteractive --quiet --sub-commands --verbose --help --version",
      },
      { operands: 1, verbs: ["exec", "run"], isAway: true },
    ),
  ],
];

function runs(options: Options, { input = "plain", ...inner }: More = {}): Program {
  return {
    ...plain,
    input,
    options: optionsOf(options),
    hasAllOptions: true,
    inner: { ...plainInner, ...inner },
  };
}
