/** Looking at other machines over the network, and listening to what goes by. */

import type { Call } from "./call.ts";
import { asksForHelp } from "./help.ts";
import {
  byOption,
  looksIfKnown,
  looksUnless,
  maybeOption,
  ofOption,
  unlessLoose,
  writesTo,
} from "./options.ts";
import { writeTo } from "./paths.ts";
import { reaches } from "./reaching.ts";
import { type CommandTable, isUnknown, type Judge, looks, operands, says, told } from "./row.ts";

const runsOther = says(
  "code",
  "runs another program with what it gets from the network",
  "high",
  "no",
);
const asks = reachesEach("asks");
const announces = operands("network", "tells the neighbours who has", "medium", "yes");

export const reach: CommandTable = {
  "ping ping6 fping arping": {
    valued:
      "-c -i -I -W -w -s -t -m -M -p -Q -S -l -B --count --interval --interface --timeout --src " +
      "--retry -F",
    tells: byOption(
      {
        "-A, -U, -P": (call) => (call.name === "arping" ? announces : asks)(call),
        "-f": (call) =>
          call.name === "arping" || call.name === "fping"
            ? asks(call)
            : says("network", "floods with packets", "medium", "no")(call),
      },
      asks,
    ),
  },
  "traceroute traceroute6 tracepath tracepath6 tcptraceroute": {
    valued:
      "-m -f -q -w -p -i -s -t -z -c -N -A -g --port --max-ttl --report-cycles -P -B -Q -l -F",
    tells: asks,
  },
  mtr: {
    valued:
      "-c -i -m -f -s -a -P -B -Q -F -o --report-cycles --interval --max-ttl --address --port",
    tells: asks,
  },
  dig: {
    valued: "-b -c -f -k -p -q -t -x -y",
    tells: looksIfKnown,
  },
  drill: { valued: "-w -i -q -k -f -o -p -c -b -r -d -W", tells: writesTo("-w -q", "writes") },
  "host nslookup delv kdig whois resolveip": {
    valued: "-t -c -W -R -p -N -m -h -type -port -timeout",
    tells: looksIfKnown,
  },
  "nc ncat netcat": {
    valued:
      "-i -p -q -s -w -x -X -I -O -T -V -P -m -G -e -c --exec --sh-exec --wait --source-port " +
      "--idle-timeout",
    tells: byOption(
      {
        "-e, -c, --exec, --sh-exec, --lua-exec": runsOther,
        "-h, --help, --version": looks,
        "-z": firstHost("asks"),
        "-l, --listen": says("network", "waits for connections", "medium", "yes"),
      },
      (call) => {
        if (call.args.some(maybeOption) || call.operands.length === 0) return isUnknown(call);
        if (question.test(call.input ?? "")) return firstHost("asks")(call);
        const [{ text, written }] = call.operands as [(typeof call.operands)[0]];
        return [told("network", "sends what it is given to", text ?? written, "medium", "no")];
      },
    ),
  },
  socat: { tells: isUnknown },
  telnet: {
    valued: "-l -n -b -e -S -X",
    tells: (call) => {
      if (call.operands.length === 0) return isUnknown(call);
      return firstHost("asks")(call).map((it) => ({
        ...it,
        does: `connects to ${it.resource}`,
        risk: "low",
      }));
    },
  },
  "nmap masscan zmap": {
    valued:
      "-p -iL -oN -oX -oG -oA -oS -e -D -g --script --script-args --top-ports --exclude " +
      "--min-rate --max-rate --source-port --host-timeout --max-retries --dns-servers " +
      "--scan-delay --rate --excludefile",
    tells: byOption({ "--script, --datadir, --resume": isUnknown }, (call) => {
      if (asksForHelp(call)) return looks(call);
      const written = call.values("-oN", "-oX", "-oG", "-oA", "-oS");
      if (call.operands.length === 0) return isUnknown(call);
      return [
        ...call.operands.map((it) => ({ ...reaches("scans", it), risk: "low" as const })),
        ...written.flatMap((it) => writeTo(it, "writes what it finds to")),
      ];
    }),
  },
  "tcpdump dumpcap": {
    valued:
      "-B -c -C -E -F -G -i -j -m -M -Q -r -s -T -V -w -W -y -z -Z -f --interface --count " +
      "--snapshot-length",
    tells: unlessLoose(byOption({ "-z": runsOther }, captures("-w"))),
  },
  tshark: {
    valued:
      "-a -b -B -c -C -d -e -E -f -F -i -j -J -K -N -o -O -r -R -s -S -t -T -w -W -X -Y -z " +
      "--export-objects --export-tls-session-keys",
    tells: byOption(
      { "-X, --export-objects, --export-tls-session-keys": isUnknown },
      captures("-w"),
    ),
  },
  ngrep: { valued: "-A -c -d -F -I -n -O -P -s -S -W", tells: captures("-O") },
  "iperf iperf3": {
    valued:
      "-c -p -t -P -i -b -B -n -l -w -M -f --client --port --time --parallel --bitrate " +
      "--bandwidth --logfile",
    tells: byOption(
      {
        "-c, --client": ofOption(
          "-c --client",
          "network",
          "loads the network up to",
          "medium",
          "yes",
        ),
        "-s, --server": says("network", "waits for connections", "medium", "yes"),
        "-v, --version, -h": looks,
      },
      isUnknown,
    ),
  },
  "snmpget snmpwalk snmpbulkwalk snmpgetnext snmptable snmpstatus": {
    valued: "-v -c -u -l -a -A -x -X -n -O -t -r -m -M -C -L",
    tells: byOption(
      {
        "-L": (call) =>
          call.values("-L").some(({ text }) => text === null || /^[fF]/.test(text))
            ? isUnknown(call)
            : firstHost("asks")(call),
      },
      firstHost("asks"),
    ),
  },
  snmpset: { valued: "-v -c -u -l -a -A -x -X -n -O -t -r -m -M", tells: firstHostChanged() },
  "ntpq ntpdc chronyc": { valued: "-h -p -c", tells: clock },
  "ntpdate sntp": {
    valued: "-p -t -a -k -o -e",
    tells: byOption(
      { "-q": looks },
      says("service", "sets the clock of the machine", "medium", "no"),
    ),
  },
  rdate: {
    // Where it is not told to print alone, some kinds of it set the clock.
    tells: (call) =>
      call.has("-p") && !call.has("-s")
        ? looksIfKnown(call)
        : [told("service", "sets the clock of the machine", null, "medium", "no")],
  },
  hwclock: {
    valued: "--date -f --rtc --epoch",
    tells: looksUnless({
      "-s, --hctosys, -w, --systohc, --set, -a, --adjust, --systz, --setepoch, --param-set, --vl-clear":
        says("service", "sets the clock of the machine", "medium", "no"),
    }),
  },
};

/** Words by which ZooKeeper and memcached are asked how they are. */
const question = /^(?:ruok|stat|srvr|mntr|conf|cons|envi|dump|isro|wch[cps]|stats|version)\s*$/;

function reachesEach(does: string): Judge {
  return (call) => {
    if (asksForHelp(call) || call.operands.length === 0) return looksIfKnown(call);
    return call.args.some(maybeOption)
      ? isUnknown(call)
      : call.operands.map((it) => reaches(does, it));
  };
}

/** Of `HOST PORT…` the host alone. */
function firstHost(does: string): Judge {
  return (call) => reachesEach(does)({ ...call, operands: call.operands.slice(0, 1) });
}

/** Shows what goes by, or writes it into the file that `option` names. */
function captures(option: string): Judge {
  return (call) => {
    if (call.args.some(maybeOption)) return isUnknown(call);
    const file = call.value(option);
    const written = file && file.text !== "-" ? writeTo(file, "writes what goes by to") : [];
    return written.length > 0 ? written : looks(call);
  };
}

function firstHostChanged(): Judge {
  return (call) => {
    const host = call.operands[0];
    return [
      told("network", "changes settings of", host?.text ?? host?.written ?? null, "high", "no"),
    ];
  };
}

/** `chronyc tracking` looks, `chronyc makestep` sets the clock. */
function clock(call: Call): ReturnType<Judge> {
  const isChrony = call.name === "chronyc";
  // `-m` takes every word for a command of its own.
  const others = isChrony && call.has("-m") ? call.operands.slice(1) : [];
  if (others.some(({ text }) => !chronycLooks.has(text ?? ""))) return isUnknown(call);
  const verb = isChrony ? call.operands[0] : undefined;
  if (!verb)
    return (call.has("-c") && !isChrony) || call.isFed ? isUnknown(call) : looksIfKnown(call);
  if (chronycLooks.has(verb.text ?? "")) return looks(call);
  return verb.text === null
    ? isUnknown(call)
    : [
        told(
          "service",
          "changes the clock of the machine, or how it is kept",
          null,
          "medium",
          "no",
        ),
      ];
}

const chronycLooks = new Set(
  (
    "tracking sources sourcestats activity ntpdata authdata selectdata serverstats clients rtcdata " +
    "smoothing waitsync accheck help"
  ).split(" "),
);
