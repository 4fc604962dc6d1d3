/** Commands that run the command that their words name, with all of their options as their manuals have them. */
import { awayTable } from "./known-wrappers-away.ts";
import { help, runs, type WrapperTable } from "./wrapper.ts";

const valgrindFiles =
  "--log-file --xml-file --massif-out-file --callgrind-out-file --cachegrind-out-file --dhat-out-file";

export const wrapperTable: WrapperTable = [
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
  ["proxychains proxychains4", runs({ plain: "-f", flag: `-q ${help}` })],
  [
    "ip",
    runs(
      { plain: "-b -f -l -n -batch -family -loops -netns -rc -rcvbuf" },
      { operands: 1, verbs: ["exec"] },
    ),
  ],
  ["xtables-nft-multi xtables-legacy-multi", runs({ flag: help })],
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
    "ltrace",
    runs({
      plain:
        "-A -a -D -e -F -l -n -o -p -s -u -w -x --align --config --indent --library --output --where",
      flag: `-b -C -c -f -h -i -L -r -S -T -t -V --demangle --no-signals ${help}`,
    }),
  ],
  // Its options have their values in the same word.
  [
    "valgrind",
    runs({
      plain: valgrindFiles,
      line: "--db-command",
      flag: `-d -h -q -v --help-debug --quiet --verbose ${help}`,
    }),
  ],
  [
    "setarch",
    runs({ flag: `-3 -B -F -I -L -R -S -T -X -Z -v -h -V --4gb ${help}` }, { operands: 1 }),
  ],
  ["linux32 linux64", runs({ flag: `-3 -B -F -I -L -R -S -T -X -Z -v -h -V --4gb ${help}` })],
  ["choom", runs({ plain: "-n -p --adjust --pid", flag: `-h -V ${help}` })],
  [
    "perf",
    runs(
      {
        // `-c` and `-I` have a value with one verb and none with another.
        plain:
          "-C -D -F -G -M -e -m -o -p -r -t -u -x --call-graph --cgroup --clockid --control --cpu --delay " +
          "--event --field-separator --filter --for-each-cgroup --freq --interval-print --max-size " +
          "--metrics --mmap-pages --output --pid --repeat --tid --timeout --uid",
        line: "--pre --post",
        flag:
          "-A -B -N -R -S -T -W -a -b -d -g -h -i -n -q -s -v --all-cpus --append --big-num --data " +
          "--detailed --group --inherit --no-aggr --no-big-num --no-buildid --no-buffering --no-inherit " +
          "--null --per-core --per-node --per-socket --per-thread --quiet --sync --verbose",
      },
      { verbs: ["stat", "record", "trace"] },
    ),
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
          "--bf --block --block-size --colsep --delay --delimiter --env --eof " +
          "--filter-hosts --halt --halt-on-error --header --jobs --joblog --jobs-file --limit " +
          "--load --max-args --max-chars --max-line-length-allowed --max-procs --max-replace-args " +
          "--memfree --memsuspend --nice --pipe-part --profile --process-slot-var --recend " +
          "--recstart --res --results --retries --return --seqreplace --slf " +
          "--sshdelay --sshlogin --sshloginfile --tagstring --tempdir --term-seq --timeout " +
          "--tmpdir --tmux --transferfile --trc",
        directory: "--wd --workdir",
        line: "--compress-program",
        carrier: "--ssh",
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
  ["gosu su-exec setuidgid s6-setuidgid", runs({ flag: `-h -v ${help}` }, { operands: 1 })],
  ["tini", runs({ plain: "-e -p", flag: `-g -h -l -s -v -w ${help}` })],
  [
    "dumb-init",
    runs({ plain: "-r --rewrite", flag: `-c -h -V -v --single-child --verbose ${help}` }),
  ],
  [
    "k3s rke2 k0s microk8s minikube",
    runs(
      {
        plain: "-c -d -n -p --config --data-dir --log --node --profile --vmodule",
        flag: `-h -v --debug --ssh ${help}`,
      },
      { verbs: ["kubectl", "crictl", "ctr", "helm"], isVerb: true },
    ),
  ],
  [
    "bundle bundler poetry pipenv uv",
    runs(
      {
        plain:
          "-P -p --cache-dir --color --config-file --env-file --extra --gemfile --group --index " +
          "--index-url --only-group --package --project --python --refresh-package --retry --with " +
          "--with-editable --with-requirements",
        directory: "-C --directory",
        flag:
          "-h -n -q -V -v --active --all-extras --all-groups --all-packages --clear --frozen " +
          "--isolated --keep-file-descriptors --locked --managed-python --native-tls --no-ansi " +
          "--no-cache --no-config --no-dev --no-editable --no-env-file --no-index " +
          "--no-interaction --no-keep-file-descriptors --no-plugins --no-progress --no-project " +
          `--no-sync --offline --quiet --refresh --verbose ${help}`,
      },
      { verbs: ["exec", "run"] },
    ),
  ],
  [
    "conda mamba micromamba",
    runs(
      {
        plain: "-n -p --name --prefix",
        directory: "--cwd",
        flag:
          "-h -v --debug-wrapper-scripts --dev --live-stream --no-capture-output " +
          `--no-live-stream --verbose ${help}`,
      },
      { verbs: ["run"] },
    ),
  ],
  ["direnv", runs({}, { operands: 1, verbs: ["exec"] })],
  [
    "aws-vault",
    runs(
      {
        plain:
          "-d -t --backend --duration --keychain --mfa-token --prompt --region --pass-prefix " +
          "--secret-service-collection",
        flag:
          "-j -n -s --debug --ec2-server --ecs-server --json --lazy --no-session --server --stdout " +
          help,
      },
      { operands: 1, verbs: ["exec"] },
    ),
  ],
  [
    "systemd-cat",
    runs({
      plain: "-p -t --identifier --level-prefix --namespace --priority --stderr-priority",
      flag: `-h ${help}`,
    }),
  ],
  [
    "systemd-inhibit",
    runs({
      plain: "--mode --what --who --why",
      flag: `-h --list --no-ask-password --no-legend --no-pager ${help}`,
    }),
  ],
  ["sshpass", runs({ plain: "-d -f -P -p", suffix: "-e", flag: "-h -V -v" })],
  ["eval", runs({}, { rereads: true })],
  ...awayTable,
];
