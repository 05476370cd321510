# A machine that does not exist, for the tests of the scripts: a folder of stand-ins that is the
# whole PATH, with a log of what was called. Sourced by the tests; needs bash and POSIX tools only.

# shellcheck shell=bash
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
machine=$(mktemp -d "${TMPDIR:-/tmp}/tidemark_scripts.XXXXXX")
trap 'rm -rf "$machine"' EXIT
failures=0

# new_machine <tool>...: an empty machine that has these real tools, bash and the least that
# scripts need.
new_machine() {
  rm -rf "${machine:?}/bin" "$machine/tree"
  mkdir -p "$machine/bin" "$machine/tree"
  local tool
  for tool in bash env dirname sed tr "$@"; do
    ln -s "$(command -v "$tool")" "$machine/bin/$tool"
  done
  : >"$machine/log"
  : >"$machine/installed"
  cp -R "$scripts" "$scripts/../.ci" "$machine/tree"
}

# stand_in <name> <body>: a program that logs its call and runs the body. The body sees $machine.
stand_in() {
  {
    printf '#!%s\n' "$(command -v bash)"
    printf 'machine=%q\n' "$machine"
    # shellcheck disable=SC2016
    printf 'printf "%%s\\n" "%s $*" >>"$machine/log"\n' "$1"
    printf '%s\n' "$2"
  } >"$machine/bin/$1"
  chmod +x "$machine/bin/$1"
}

# run <script> [argument...]: runs it on that machine, without a terminal and with a clean
# environment (plus $extra_environment). Leaves `code`, `output` and `log`.
run() {
  local script=$1
  shift
  code=0
  # shellcheck disable=SC2086
  env -i PATH="$machine/bin" HOME="$machine" ${extra_environment:-} \
    "$machine/tree/scripts/$script" "$@" </dev/null >"$machine/output" 2>&1 || code=$?
  output=$(cat "$machine/output")
  log=$(cat "$machine/log")
}

complain() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n--- output\n%s\n--- calls\n%s\n' "$current" "$1" "$output" "$log"
}

# The name of the test case that follows.
test_case() {
  current=$1
  extra_environment=""
  printf '%s\n' "$current"
}

expect_code() { [ "$code" -eq "$1" ] || complain "exit code $code, expected $1"; }

# expect_in / expect_not_in <text> <fragment>
expect_in() {
  case $1 in
    *"$2"*) ;;
    *) complain "expected: $2" ;;
  esac
}

expect_not_in() {
  case $1 in
    *"$2"*) complain "not expected: $2" ;;
  esac
}

finish() {
  if [ "$failures" -ne 0 ]; then
    printf '%s checks failed\n' "$failures"
    exit 1
  fi
}
