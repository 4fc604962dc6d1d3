/** The machine as a whole: stopping it, restarting it, changing its runlevel. */
import { unlessDry } from "./dry-run.ts";
import { byOption } from "./options.ts";
import { byVerb, type CommandTable, looks, says } from "./row.ts";

const stopsAll = says("power", "stops the machine", "critical", "no");
const restartsAll = says("power", "restarts the machine", "critical", "no");
const warns = says("power", "writes to all who are logged in", "low", "yes");

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
