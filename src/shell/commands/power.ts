/** The machine as a whole: stopping it, restarting it, changing its runlevel, also through its own controller. */
import { unlessDry } from "./dry-run.ts";
import { byOption, looksIfKnown } from "./options.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, isUnknown, type Judge, looks, says } from "./row.ts";

const stopsAll = says("power", "stops the machine", "critical", "no");
const restartsAll = says("power", "restarts the machine", "critical", "no");
const warns = says("power", "writes to all who are logged in", "low", "yes");

/** Without a verb of its own, such a noun lists. */
const lists: Judge = (call) => (call.operands.length === 0 ? looksIfKnown(call) : isUnknown(call));
const saves: Judge = (call) => call.operands.flatMap((file) => writeTo(file));
const setsController = says("service", "changes settings of the controller", "medium", "backup");
const setsAddress = says("network", "changes how the controller is reached", "high", "backup");
const setsUsers = says("account", "changes who may use the controller", "high", "backup");

/** What the controller of a machine is told, which lives on when the machine is off. */
const controller = byVerb({
  "sdr, sensor, sel, fru, chassis, chassis power, power": lists,
  "sdr list, sdr elist, sdr get, sdr info, sdr type, sdr entity, sensor list, sensor get": looks,
  "sel list, sel elist, sel info, sel get, sel time get, fru print, fru list": looks,
  "chassis status, chassis power status, power status, chassis poh, chassis restart_cause": looks,
  "chassis selftest, chassis bootparam get, chassis policy list, lan print, lan stats get": looks,
  "lan alert print, mc info, mc status, mc selftest, mc getenables, mc guid, mc watchdog get":
    looks,
  "bmc info, bmc status, bmc selftest, bmc getenables, bmc guid, bmc watchdog get": looks,
  "user list, user summary, channel info, channel getaccess, channel getciphers, sol info": looks,
  "session info, pef info, pef status, pef list, dcmi power reading, dcmi discover": looks,
  "sdr dump, sel save, sel writeraw": saves,
  "fru read": (call) => saves({ ...call, operands: call.operands.slice(1) }),
  "fru write, fru edit": says("device", "overwrites what a part says of itself", "high", "backup"),
  "chassis power off, chassis power soft, chassis power diag": stopsAll,
  "power off, power soft, power diag": stopsAll,
  "chassis power cycle, chassis power reset, power cycle, power reset": restartsAll,
  "chassis power on, power on": says("power", "starts the machine", "low", "yes"),
  "chassis identify": says("device", "lights the lamp of the machine", "low", "yes"),
  "chassis bootdev, chassis bootparam set, chassis policy": setsController,
  "sel time set, sensor thresh, sol set, channel setaccess": setsController,
  "sel clear, sel delete": says("delete", "clears the log of the controller", "high", "no"),
  "lan set, lan alert set": setsAddress,
  "user set, user enable, user disable, user priv": setsUsers,
  "mc reset, bmc reset": says("service", "restarts the controller", "medium", "yes"),
  "mc setenables, mc watchdog off, mc watchdog reset": setsController,
  "sol activate": says("network", "opens the console of the machine", "medium", "no"),
  "sol deactivate": says("network", "closes the console of the machine", "low", "yes"),
  "hpm upgrade": says("code", "replaces the program of the controller", "high", "no"),
  "raw, i2c": says("unknown", "sends the controller what nobody can read here", "high", "no"),
});

export const power: CommandTable = {
  shutdown: {
    tells: byOption(
      {
        "--help, --show": looks,
        "-c": says("power", "cancels the shutdown that was planned", "low", "yes"),
        "-k": warns,
        "-r, --reboot": restartsAll,
      },
      stopsAll,
    ),
  },
  "reboot soft-reboot": { tells: byOption({ "--help, -w, --wtmp-only": looks }, restartsAll) },
  "poweroff halt": {
    tells: byOption({ "--help, -w, --wtmp-only": looks, "--reboot": restartsAll }, stopsAll),
  },
  "init telinit": {
    valued: "-t -e",
    tells: byVerb({
      "0": stopsAll,
      "6": restartsAll,
      "1, s, S": says("power", "takes the machine down to a rescue shell", "critical", "yes"),
      "2, 3, 4, 5": says(
        "service",
        "starts and stops services for another runlevel",
        "high",
        "yes",
      ),
      "q, Q, u, U": says("service", "reads the configuration of init anew", "medium", "yes"),
    }),
  },
  runlevel: { tells: looks },
  kexec: {
    valued: "--initrd --append --command-line --type -t --dtb --mem-min --mem-max",
    tells: byOption(
      {
        "-e, --exec": restartsAll,
        "-u, --unload": says("device", "forgets the kernel that was loaded", "low", "yes"),
        "-S, --status, -v, --version": looks,
      },
      byOption(
        {
          "-l, --load, -p, --load-panic, -s, --kexec-file-syscall": says(
            "device",
            "loads a kernel for the next restart",
            "medium",
            "yes",
          ),
        },
        restartsAll,
      ),
    ),
  },
  ipmitool: {
    valued: "-I -H -U -P -p -f -L -C -k -y -e -l -t -b -B -T -m -o -O -S -N -R -d -D -A",
    tells: byOption({ "-V, -h": looks }, controller),
  },
  "pm-suspend pm-hibernate": {
    tells: says("power", "puts the machine to sleep", "critical", "no"),
  },
  rtcwake: {
    valued: "-m --mode -s --seconds -t --time -d --device",
    tells: unlessDry("-n --dry-run", says("power", "puts the machine to sleep", "critical", "no")),
  },
  wall: { valued: "-t --timeout -g --group", tells: warns },
  "write mesg": { tells: warns },
};
