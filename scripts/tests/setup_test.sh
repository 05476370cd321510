#!/usr/bin/env bash
# scripts/setup on machines that do not exist: what it installs, and how it refuses.

# shellcheck source-path=SCRIPTDIR source=fake_machine.sh
. "$(dirname "${BASH_SOURCE[0]}")/fake_machine.sh"

everything="g++ cmake ninja-build pkg-config git zlib1g-dev libprotobuf-dev protobuf-compiler
  libeigen3-dev nlohmann-json3-dev libcli11-dev nettle-dev libxxhash-dev libisal-dev
  ocl-icd-opencl-dev opencl-clhpp-headers pocl-opencl-icd libgtest-dev libgmock-dev zsh fish mandoc
  clang libgnustep-base-dev dpkg-dev libbenchmark-dev isal clang-format-14 clang-tidy nodejs npm
  chromium libclang-rt-dev gcovr"
every_formula="cmake ninja pkgconf protobuf eigen nlohmann-json cli11 nettle xxhash isa-l
  opencl-clhpp-headers googletest google-benchmark llvm node gcovr"

# The bodies are for the stand-ins to expand.
# shellcheck disable=SC2016
new_debian() { # <user id>
  new_machine cat
  stand_in uname 'echo Linux'
  stand_in id "echo $1"
  stand_in sleep ''
  stand_in dpkg-query '
    for name in "${@:3}"; do
      while read -r package status; do
        [ "$package" = "$name" ] && printf "%s %s\n" "$package" "${status:-installed}"
      done <"$machine/installed"
    done
    echo "dpkg-query: no packages found matching the others" >&2
    exit 1'
  stand_in apt-get '
    while [ $# -gt 0 ] && [ "$1" != install ]; do shift; done
    [ $# -eq 0 ] && exit 0
    for name in "$@"; do
      case $name in install | -*) ;; *) echo "$name" >>"$machine/installed" ;; esac
    done'
}

# shellcheck disable=SC2016
new_mac() {
  new_machine cat
  stand_in uname 'echo Darwin'
  stand_in xcode-select 'echo /Library/Developer/CommandLineTools'
  stand_in brew '
    case $1 in
      list) cat "$machine/installed" ;;
      install) shift; printf "%s\n" "$@" >>"$machine/installed" ;;
    esac'
}

# has <name>...: these packages are installed.
has() { printf '%s\n' "$@" >>"$machine/installed"; }

test_case "Debian: nothing is missing, so nothing is done"
new_debian 1000
# shellcheck disable=SC2086
has $everything
run setup
expect_code 0
expect_in "$output" "nothing is missing"
expect_not_in "$log" apt-get
expect_not_in "$log" sudo

test_case "Debian: root gets what is missing and no more, without being asked"
new_debian 0
# shellcheck disable=SC2086
has $everything
grep -v -x -e cmake -e libgtest-dev "$machine/installed" >"$machine/fewer"
mv "$machine/fewer" "$machine/installed"
run setup
expect_code 0
expect_in "$log" " update"
expect_in "$log" "-y"
expect_in "$log" "install --no-install-recommends cmake libgtest-dev
"
run setup
expect_code 0
expect_in "$output" "nothing is missing"

test_case "Debian: a package that was removed but left its configuration is missing"
new_debian 0
has "libbenchmark-dev config-files"
run setup bench
expect_code 0
expect_in "$log" "install --no-install-recommends libbenchmark-dev"

test_case "Debian: building alone asks for no test, benchmark or lint package"
new_debian 0
run setup build
expect_code 0
expect_in "$log" "install --no-install-recommends g++ cmake"
expect_not_in "$log" libgtest-dev
expect_not_in "$log" libbenchmark-dev
expect_not_in "$log" clang-tidy

test_case "Debian: building alone asks for nothing of the page"
new_debian 0
run setup build test bench format lint
expect_code 0
expect_not_in "$log" nodejs
expect_not_in "$log" chromium

test_case "Debian: the page needs Node.js and npm"
new_debian 0
run setup page
expect_code 0
expect_in "$log" "install --no-install-recommends nodejs npm"

test_case "Debian: a Node.js and a browser from elsewhere will do"
new_debian 0
stand_in node 'echo v20.20.2'
stand_in npm ''
stand_in google-chrome ''
run setup page
expect_code 0
expect_not_in "$log" apt-get

test_case "Debian: a Node.js that is too old, or without npm, will not do"
new_debian 0
stand_in node 'echo v16.20.2'
stand_in npm ''
stand_in chromium ''
run setup page
expect_code 0
expect_in "$log" "install --no-install-recommends nodejs npm
"
new_debian 0
stand_in node 'echo v20.20.2'
stand_in chromium ''
run setup page
expect_in "$log" "install --no-install-recommends nodejs npm
"

test_case "Debian: neither root nor sudo"
new_debian 1000
has cmake
run setup build
expect_code 2
expect_in "$output" " ninja-build "
expect_in "$output" " nettle-dev"
expect_not_in "$output" " cmake "
expect_not_in "$log" apt-get

test_case "Debian: sudo wants a password and there is nobody to ask"
new_debian 1000
# shellcheck disable=SC2016
stand_in sudo '[ "$1" != -n ]'
run setup build
expect_code 2
expect_in "$output" " ninja-build "
expect_not_in "$log" apt-get

test_case "Debian: sudo works"
new_debian 1000
# shellcheck disable=SC2016
stand_in sudo 'shift; [ "$1" = true ] || "$@"'
run setup test
expect_code 0
expect_in "$log" "sudo -n env DEBIAN_FRONTEND=noninteractive"
expect_in "$log" "install --no-install-recommends libgtest-dev libgmock-dev zsh fish mandoc"

test_case "Debian: the installation fails, offline or locked"
new_debian 0
stand_in apt-get 'exit 100'
run setup bench
expect_code 2
expect_in "$output" "still missing: libbenchmark-dev"
[ "$(grep -c install "$machine/log")" -eq 3 ] || complain "expected three attempts"

test_case "Debian: old lists will do when they cannot be renewed"
new_debian 0
# shellcheck disable=SC2016
stand_in apt-get '
  case $* in
    *update*) exit 100 ;;
    *"libbenchmark-dev isal") printf "libbenchmark-dev\nisal\n" >>"$machine/installed" ;;
  esac'
run setup bench
expect_code 0
expect_in "$output" "done"

test_case "macOS: nothing is missing, so nothing is done"
new_mac
# shellcheck disable=SC2086
has $every_formula
run setup
expect_code 0
expect_in "$output" "nothing is missing"
expect_not_in "$log" "brew install"

test_case "macOS: brew gets what is missing and no more"
new_mac
has cmake ninja pkgconf eigen nlohmann-json nettle xxhash isa-l
run setup build test
expect_code 0
expect_in "$log" "brew install protobuf cli11 googletest
"
expect_not_in "$log" apt-get

test_case "macOS: the page needs Node.js, unless it is there"
new_mac
run setup page
expect_code 0
expect_in "$log" "brew install node
"
new_mac
stand_in node 'echo v22.1.0'
stand_in npm ''
run setup page
expect_code 0
expect_not_in "$log" "brew install"

test_case "macOS: an installation that fails names what is still missing"
new_mac
# shellcheck disable=SC2016
stand_in brew '[ "$1" = list ]'
run setup test
expect_code 2
expect_in "$output" "still missing: googletest"

test_case "macOS: no Homebrew"
new_mac
rm "$machine/bin/brew"
run setup test
expect_code 2
expect_in "$output" Homebrew
expect_in "$output" googletest

test_case "macOS: no compiler"
new_mac
stand_in xcode-select 'exit 2'
run setup
expect_code 2
expect_in "$output" "xcode-select --install"

test_case "Linux without apt"
new_debian 0
rm "$machine/bin/apt-get"
run setup bench
expect_code 2
expect_in "$output" libbenchmark-dev

test_case "an unknown system"
new_debian 0
stand_in uname 'echo Plan9'
run setup
expect_code 2
expect_in "$output" "Ubuntu 24.04"

test_case "an unknown group"
new_debian 0
run setup everything
expect_code 2
expect_in "$output" "unknown group 'everything'"
expect_not_in "$log" apt-get

finish
