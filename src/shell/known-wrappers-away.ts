/** Commands that run the command that their words name, in a container or on other machines. */
import { help, runs, type WrapperTable } from "./wrapper.ts";

const sshFlags = "-1 -2 -4 -6 -A -a -C -f -G -g -K -k -N -n -q -s -T -t -V -v -X -x -Y -y";
const sshValued = "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -P -p -Q -R -S -W -w";

export const awayTable: WrapperTable = [
  [
    "lxc-attach",
    runs(
      {
        plain:
          "-a -f -g -L -l -n -o -P -R -s -u -v --arch --context --gid --keep-var --lxcpath " +
          "--logfile --logpriority --name --namespaces --pty-log --rcfile --set-var --uid",
        suffix: "-e --elevated-privileges",
        flag: `-q --clear-env --keep-env --quiet --remount-sys-proc ${help}`,
      },
      { input: "shell", isAway: true },
    ),
  ],
  [
    "pct",
    runs({ plain: "--keep-env", flag: help }, { operands: 1, verbs: ["exec"], isAway: true }),
  ],
  [
    "machinectl",
    runs(
      {
        plain:
          "-E -H -M -n -o -p -s --host --lines --machine --output --property --setenv --signal --uid",
        flag: `-a -h -l -q --all --full --no-ask-password --no-legend --no-pager --quiet --value ${help}`,
      },
      { operands: 1, verbs: ["shell"], isAway: true },
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
  [
    "plink",
    runs(
      {
        plain:
          "-D -L -P -R -hostkey -i -l -load -logoverwrite -m -nc -pw -pwfile -sercfg " +
          "-sessionlog -sshlog -sshrawlog",
        carrier: "-proxycmd",
        flag:
          "-1 -2 -4 -6 -A -a -C -N -s -T -t -V -v -X -x -agent -batch -noagent -no-antispoof " +
          "-noshare -share -ssh -telnet -raw",
      },
      { operands: 1, rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "tsh",
    runs(
      {
        plain:
          "-D -i -J -L -l -o -p -R --auth --bind-addr --cert-format --cluster --identity --jumphost " +
          "--login --mfa-mode --participant-req --port --proxy --reason --request-id --request-mode " +
          "--request-reason --ttl --user",
        flag:
          "-A -d -k -N -t -X -Y --debug --disable-access-request --enable-escape-sequences " +
          "--forward-agent --headless --insecure --local --no-remote-exec --no-resume --relogin " +
          `--skip-version-check --tty --x11-untrusted ${help}`,
      },
      { operands: 1, verbs: ["ssh"], rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "pdsh",
    runs(
      {
        plain: "-f -g -l -M -m -R -t -u -w -X -x",
        flag: "-A -a -b -d -h -i -k -L -N -q -S -s -V -v",
      },
      { rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "clush",
    runs(
      {
        plain:
          "-c -f -g -l -m -p -t -u -w -X -x --color --command_timeout --conf --connect_timeout --copy " +
          "--dest --exclude --fanout --group --groupsconf --hostfile --machinefile --mode --option " +
          "--pick --user",
        line: "-o --options",
        carrier: "--worker",
        flag:
          "-A -a -B -b -D -d -G -h -L -N -n -P -q -r -R -S -s -v --all --debug --diff --dshbak --line " +
          `--maxrc --nostdin --quiet --regroup --verbose ${help}`,
      },
      { rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "pssh parallel-ssh",
    runs(
      {
        plain:
          "-e -g -H -h -l -o -p -t --errdir --host --host-glob --hosts --outdir --par --timeout --user",
        setting: "-O --option",
        line: "-X -x --extra-arg --extra-args",
        flag: `-A -I -i -P -v --askpass --inline --inline-stdout --print --send-input --verbose ${help}`,
      },
      { rereads: true, input: "shell", isAway: true },
    ),
  ],
  [
    "dsh",
    runs(
      {
        plain: "-F -f -g -m -n --file --forklimit --group --machine --num-topology",
        line: "-o --remoteshellopt",
        carrier: "-r --remoteshell",
        flag:
          "-a -c -h -i -M -q -V -v -w --all --concurrent-shell --duplicate-input --quiet " +
          `--show-machine-names --verbose --wait-shell ${help}`,
      },
      { rereads: true, input: "shell", isAway: true },
    ),
  ],
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
    "ctr",
    runs(
      {
        plain:
          "-a -n --address --connect-timeout --exec-id --fifo-dir --log-uri --namespace --timeout --user",
        directory: "--cwd",
        flag: `-d -h -t -v --debug --detach --tty ${help}`,
      },
      { operands: 1, verbs: ["exec"], isAway: true },
    ),
  ],
  [
    "multipass",
    runs(
      {
        directory: "-d --working-directory",
        flag: `-h -n -v --no-map-working-directory --verbose ${help}`,
      },
      { operands: 1, verbs: ["exec"], isAway: true },
    ),
  ],
  [
    "nomad",
    runs(
      {
        plain:
          "-e -address -ca-cert -ca-path -client-cert -client-key -namespace -region -task " +
          "-tls-server-name -token",
        flag: `-h -i -t -job -no-color -tls-skip-verify -help ${help}`,
      },
      { operands: 1, verbs: ["exec"], isAway: true },
    ),
  ],
  [
    "mosh",
    runs(
      {
        plain: "-p --bind-server --experimental-remote-ip --family --port --predict",
        line: "--client --server",
        carrier: "--ssh",
        flag: `-4 -6 -a -n -o --local --no-init --no-ssh-pty ${help}`,
      },
      { operands: 1, isAway: true },
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
