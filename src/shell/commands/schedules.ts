/** What runs later: crontab, at. */
import { byOption, looksIfKnown } from "./options.ts";
import { type CommandTable, looks, operands, says } from "./row.ts";

export const schedules: CommandTable = {
  crontab: {
    valued: "-u",
    tells: byOption(
      {
        "-r": says("schedule", "deletes all jobs of the crontab", "high", "backup"),
        "-l, -T, -V": looks,
        "-e": says("schedule", "edits the crontab", "medium", "backup"),
      },
      operands("schedule", "replaces all jobs of the crontab with", "medium", "backup"),
    ),
  },
  "at batch": {
    valued: "-q -f -t",
    tells: byOption(
      {
        "-d, -r": operands("schedule", "drops the planned job", "medium", "no"),
        "-l, -c, -V": looks,
      },
      says("schedule", "plans code to run later", "medium", "yes"),
    ),
  },
  atq: { valued: "-q", tells: looksIfKnown },
  atrm: { tells: operands("schedule", "drops the planned job", "medium", "no") },
  anacron: {
    valued: "-t -S",
    tells: byOption(
      { "-T, -V": looks },
      says("schedule", "runs the jobs that are due", "medium", "no"),
    ),
  },
  "run-parts": {
    valued: "--regex -a --arg -u --umask",
    tells: byOption(
      { "--test, --list": looks },
      operands("code", "runs all scripts in", "medium", "no"),
    ),
  },
};
