/** Tools that tell how hardware, shares, Java programs and the kernel are, and what some of them change besides. */
import type { Call } from "./call.ts";
import { looksIfKnown, looksUnless, orMore, writesTo } from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  ofFirst,
  operands,
  says,
} from "./row.ts";

/** Only looks, where all that begins with a dash is one of these. */
function looksWith(options: RegExp, judge: Judge = looksIfKnown): Judge {
  return (call) => {
    const isKnown = call.args.every(({ text }) => !text?.startsWith("-") || options.test(text));
    return isKnown ? judge(call) : isUnknown(call);
  };
}

/** Of options alone. */
const unlessNamed: Judge = (call) =>
  call.operands.length === 0 ? looksIfKnown(call) : isUnknown(call);

/** `-J-agentpath:file` is for the machine that runs the tool itself: it may load or run anything. */
function isForMachine({ args }: Call): boolean {
  return args.some(({ text, written }) => /^["']?-J/.test(text ?? written));
}

const queries = byVerb({
  "query, instant-query, labels, series, stats, volume, volume_range, detected-fields":
    looksIfKnown,
});

export const inspection: CommandTable = {
  dmidecode: {
    valued: "-d --dev-mem -s --string -t --type -H --handle --dump-bin --from-dump",
    tells: writesTo("--dump-bin", "writes what the firmware says to"),
  },
  sensors: {
    valued: "-c --config-file",
    tells: looksUnless({
      "-s, --set": says("device", "sets the limits of the sensors", "medium", "no"),
    }),
  },
  showmount: { tells: looksIfKnown },
  exportfs: { tells: looksWith(/^-[vs]+$/, unlessNamed) },
  rpcinfo: {
    valued: "-n -a -T",
    tells: looksUnless({
      "-d": says("service", "takes away the registration of a service", "high", "no"),
    }),
  },
  gluster: {
    tells: orMore(
      (call) => call.has("--log-file", "--glusterd-sock"),
      byVerb({
        "volume status, volume info, volume list, peer status, pool list": looksIfKnown,
        "volume stop": ofFirst(operands("service", "stops the volume", "high", "yes")),
        "volume delete": ofFirst(operands("data", "deletes the volume", "critical", "no")),
      }),
    ),
  },
  "jps jstat": { tells: orMore(isForMachine, looksIfKnown) },
  jstack: {
    tells: orMore(
      isForMachine,
      looksUnless({
        "-F": says("process", "halts a program to see its threads", "medium", "yes"),
      }),
    ),
  },
  doveconf: { valued: "-c -f -m", tells: looksWith(/^(-[aNnhd]+|-[cfm].*)$/s) },
  numactl: { tells: looksWith(/^(-[Hs]|--hardware|--show)$/, unlessNamed) },
  bpftool: {
    tells: looksWith(
      /^(-[jpfmn]+|--(json|pretty|bpffs|mapcompat|nomount))$/,
      byVerb({
        "prog list, prog show, map list, map show, link list, link show": looksIfKnown,
        "net list, net show, perf list, perf show, btf list, btf show": looksIfKnown,
        "cgroup show, cgroup list, cgroup tree, version": looksIfKnown,
      }),
    ),
  },
  logcli: {
    valued:
      "--addr --username --password --ca-cert --cert --key --org-id --bearer-token " +
      "--bearer-token-file --retries --timezone -z --output -o --limit --since --from --to --step " +
      "--interval --batch --delay-for --include-label --exclude-label --labels-length",
    tells: orMore(
      ({ options }) =>
        options.some(({ name }) => /^--(.*profile|part|merge|parallel|store)/.test(name)),
      queries,
    ),
  },
};
