/** What sends signals, and how each of them is called. */
import type { Row } from "./spelling-rows.ts";

/** By number, and by name with and without `SIG`. */
const signals = `-1 -HUP -SIGHUP, -2 -INT -SIGINT, -3 -QUIT -SIGQUIT, -4 -ILL -SIGILL, -5 -TRAP -SIGTRAP,
  -6 -ABRT -SIGABRT -IOT -SIGIOT, -7 -BUS -SIGBUS, -8 -FPE -SIGFPE, -9 -KILL -SIGKILL, -10 -USR1 -SIGUSR1,
  -11 -SEGV -SIGSEGV, -12 -USR2 -SIGUSR2, -13 -PIPE -SIGPIPE, -14 -ALRM -SIGALRM, -15 -TERM -SIGTERM,
  -16 -STKFLT -SIGSTKFLT, -17 -CHLD -SIGCHLD -CLD -SIGCLD, -18 -CONT -SIGCONT, -19 -STOP -SIGSTOP,
  -20 -TSTP -SIGTSTP, -21 -TTIN -SIGTTIN, -22 -TTOU -SIGTTOU, -23 -URG -SIGURG, -24 -XCPU -SIGXCPU,
  -25 -XFSZ -SIGXFSZ, -26 -VTALRM -SIGVTALRM, -27 -PROF -SIGPROF, -28 -WINCH -SIGWINCH,
  -29 -IO -SIGIO -POLL -SIGPOLL, -30 -PWR -SIGPWR, -31 -SYS -SIGSYS, -34 -RTMIN -SIGRTMIN, -64 -RTMAX -SIGRTMAX`;

export const signalRows: Readonly<Record<string, Row>> = {
  kill: {
    options: `-s --signal -n >, ${signals}`,
    takesSignals: true,
    takesNegatives: true,
    list: 0,
  },
  killall: {
    options: `-s --signal >, ${signals}, -u --user =, -o --older-than =, -y --younger-than =, -n --ns =`,
    takesSignals: true,
  },
  pkill: {
    options: `-s --signal >, ${signals}, -u --user --euid =, -U --uid =, -P --parent =, -g --pgroup =,
      -G --group =, -t --terminal =, -F --pidfile =`,
    takesSignals: true,
  },
};
