#!/usr/bin/env bash
# scripts/run, test, bench, format, gate, fuzz, coverage and threads on a machine that does not exist: what they call, in which
# order, and with which exit code they end.

# shellcheck source-path=SCRIPTDIR source=fake_machine.sh
. "$(dirname "${BASH_SOURCE[0]}")/fake_machine.sh"

# Everything is installed, and building always works.
# shellcheck disable=SC2016
new_computer() {
  new_machine cat find xargs
  mkdir -p "$machine/tree/converter" "$machine/tree/reference" "$machine/tree/harness"
  : >"$machine/tree/converter/error.cpp"
  stand_in uname 'echo Linux'
  stand_in apt-get 'exit 100'
  stand_in dpkg-query 'for name in "${@:3}"; do echo "$name installed"; done'
  stand_in cmake ''
  stand_in ctest 'echo "100% tests passed"; echo "Total Test time (real) = 1.00 sec"'
  stand_in clang-format-14 '[ "$1" != --version ] || echo "clang-format version 14.0.6"'
}

# new_program <path in the tree> <body>: something that was built.
new_program() {
  mkdir -p "$(dirname "$machine/tree/$1")"
  stand_in "${1##*/}" "$2"
  mv "$machine/bin/${1##*/}" "$machine/tree/$1"
}

test_case "test: the summary of ctest comes last"
new_computer
run test
expect_code 0
[ "${output##*$'\n'}" = "Total Test time (real) = 1.00 sec" ] || complain "wrong last line"
expect_in "$log" "cmake --preset release
cmake --build --preset release
"
expect_in "$log" "clang-format-14 --dry-run -Werror converter/error.cpp"
expect_in "$log" "libgtest-dev"
expect_in "$log" "nodejs npm"

test_case "test: the exit code is that of ctest, which gets the options"
new_computer
stand_in ctest 'exit 8'
run test -R blob
expect_code 8
expect_in "$log" "ctest --preset release -R blob"

test_case "test: no test runs when the build fails"
new_computer
stand_in cmake 'exit 1'
run test
expect_code 1
expect_not_in "$log" ctest

test_case "test: no test runs when the format is wrong"
new_computer
# shellcheck disable=SC2016
stand_in clang-format-14 'if [ "$1" = --version ]; then echo "version 14.0.6"; else exit 1; fi'
run test
expect_code 1
expect_not_in "$log" ctest

test_case "test: no test runs when packages are missing"
new_computer
stand_in dpkg-query ''
stand_in id 'echo 1000'
run test
expect_code 2
expect_not_in "$log" "cmake --preset"
expect_not_in "$log" ctest

test_case "continuous integration: every test runs, and the fixtures are required"
new_computer
# shellcheck disable=SC2016
stand_in ctest 'echo "required: $TIDEMARK_REQUIRE_FIXTURES"; exit 8'
run ../.ci/run
expect_code 8
expect_in "$output" "required: 1"

test_case "run: builds the programs alone, then measures"
new_computer
new_program build/release/bin/harness 'echo table; exit 3'
run run --repeats 1
expect_code 3
expect_in "$log" "cmake --preset release -DTIDEMARK_BUILD_TESTS=OFF -DTIDEMARK_BUILD_BENCHMARKS=OFF
cmake --build --preset release --target harness
harness run scenarios/b18.json --repeats 1"

test_case "run: leaves a configured tree as it is"
new_computer
new_program build/release/bin/harness ''
: >"$machine/tree/build/release/build.ninja"
run run
expect_code 0
expect_not_in "$log" "cmake --preset"

# shellcheck disable=SC2016
benchmark='case $* in *list_tests*) [ "$1" = --benchmark_filter=Gemm ] && echo Gemm/64 ;; esac; true'

test_case "bench: runs the programs in which the filter finds something"
new_computer
new_program build/release/bench/gemm_bench "$benchmark"
new_program build/release/bench/gzip_bench ''
run bench Gemm --benchmark_min_time=0.1
expect_code 0
expect_in "$log" "gemm_bench --benchmark_filter=Gemm --benchmark_min_time=0.1"
expect_not_in "$log" "gzip_bench --benchmark_filter=Gemm --benchmark_min_time=0.1"

test_case "bench: a filter that finds nothing is an error"
new_computer
new_program build/release/bench/gemm_bench "$benchmark"
run bench Conv
expect_code 2
expect_in "$output" "no benchmark matches 'Conv'"

test_case "format: rewrites in place"
new_computer
run format
expect_code 0
expect_in "$log" "clang-format-14 -i converter/error.cpp"

test_case "format: another version is not used, and the check says that it was skipped"
new_computer
rm "$machine/bin/clang-format-14"
stand_in clang-format 'echo "Homebrew clang-format version 21.1.5"'
run format --check
expect_code 0
expect_in "$output" skipped
run format
expect_code 2
expect_not_in "$log" error.cpp

test_case "format: in CI on Linux the check must run"
new_computer
rm "$machine/bin/clang-format-14"
extra_environment="CI=true"
run format --check
expect_code 2
stand_in uname 'echo Darwin'
run format --check
expect_code 0
expect_in "$output" skipped

test_case "format: version 14 by its short name will do"
new_computer
rm "$machine/bin/clang-format-14"
# shellcheck disable=SC2016
stand_in clang-format '[ "$1" != --version ] || echo "Debian clang-format version 14.0.6"'
run format --check
expect_code 0
expect_in "$log" "clang-format --dry-run -Werror converter/error.cpp"

test_case "format: an unknown option"
new_computer
run format --fix
expect_code 2
expect_in "$output" "unknown option '--fix'"

# new_gate <exit code of the gate>: both trees are there, and their programs say what they are asked.
# shellcheck disable=SC2016
new_gate() {
  new_computer
  for tool in basename rm mkdir head; do ln -sf "$(command -v "$tool")" "$machine/bin/$tool"; done
  stand_in git 'case $* in *nosuch*) exit 1 ;; *rev-parse*) echo 0123 ;; esac'
  mkdir -p "$machine/tree/scenarios" "$machine/tree/build/gate/base-0123/scenarios"
  : >"$machine/tree/scenarios/smoke.json"
  : >"$machine/tree/build/gate/base-0123/scenarios/smoke.json"
  new_program build/release/bin/harness "case \$1 in gate) exit $1 ;; esac"
  new_program build/gate/base-0123/build/release/bin/harness 'echo "by the base" >>"$machine/log"'
}

test_case "gate: measures both in turns, changing who goes first, and gates head against base"
new_gate 1
extra_environment="GATE_ROUNDS=2"
run gate main
expect_code 1
reports=build/gate/reports/smoke
base_scenario=build/gate/base-0123/scenarios/smoke.json
expect_in "$log" "harness run $base_scenario --repeats 1 --out $reports-base-1.json
by the base
harness run scenarios/smoke.json --repeats 1 --out $reports-head-1.json
harness run scenarios/smoke.json --repeats 1 --out $reports-head-2.json
harness run $base_scenario --repeats 1 --out $reports-base-2.json
by the base"
expect_in "$log" "harness gate $reports-head.json --baseline $reports-base.json"

test_case "gate: passes when the gate does"
new_gate 0
extra_environment="GATE_ROUNDS=1"
run gate main scenarios/smoke.json
expect_code 0

test_case "gate: says what is wrong before it builds"
new_gate 0
run gate
expect_code 2
expect_in "$output" "usage: scripts/gate BASE_COMMIT"
run gate nosuch
expect_code 2
expect_in "$output" "there is no commit 'nosuch'"
run gate main scenarios/none.json
expect_code 2
expect_in "$output" "there is no scenario 'scenarios/none.json'"
expect_not_in "$log" cmake

# Two targets, one of which has a dictionary.
new_fuzzing_computer() {
  new_computer
  for tool in sort grep mkdir mktemp rm; do ln -s "$(command -v "$tool")" "$machine/bin/$tool"; done
  mkdir -p "$machine/tree/converter/network/fuzz" "$machine/tree/reference/go" "$machine/tree/harness/a"
  echo 'tidemark_add_fuzz_target(network SOURCES a.cpp)' >"$machine/tree/converter/network/CMakeLists.txt"
  echo 'tidemark_add_fuzz_target(sgf SOURCES a.cpp)' >"$machine/tree/reference/go/CMakeLists.txt"
  : >"$machine/tree/harness/a/CMakeLists.txt"
  : >"$machine/tree/converter/network/fuzz/network.dict"
}

test_case "fuzz: lists its targets, and names them where one is not known"
new_fuzzing_computer
run fuzz --list
expect_code 0
[ "$output" = "network
sgf" ] || complain "wrong list"
run fuzz everything 60
expect_code 2
expect_in "$output" "no target 'everything'; there are: network sgf"
run fuzz network soon
expect_code 2
expect_in "$output" "SECONDS is 'soon'"
run fuzz
expect_code 2
expect_in "$output" "scripts/fuzz TARGET SECONDS"

test_case "fuzz: writes the seeds, then fuzzes with the dictionary; a finding is a failure"
new_fuzzing_computer
new_program build/fuzz/fuzz/network_fuzz '[ "$1" = --write-seeds ] || exit 77'
run fuzz network 5 -runs=3
expect_code 1
expect_in "$log" "network_fuzz --write-seeds build/fuzz/seeds/network"
expect_in "$log" "network_fuzz build/fuzz/corpus/network build/fuzz/seeds/network -dict=converter/network/fuzz/network.dict"
expect_in "$log" "-max_total_time=5"
expect_in "$log" "-runs=3"
expect_in "$output" "network broke"
new_program build/fuzz/fuzz/network_fuzz ''
run fuzz network 5
expect_code 0

test_case "coverage: counts what the tests of two folders reach, and says when it is too little"
new_computer
# shellcheck disable=SC2016
stand_in cmake 'case $* in *"--target help"*) echo "converter_io_tests: phony"; echo "harness_cli_tests: phony" ;; esac'
stand_in gcovr 'exit 4'
new_program build/coverage/bin/converter_io_tests ''
run coverage --html all.html
expect_code 1
expect_in "$log" "cmake --build --preset coverage --target converter_io_tests
converter_io_tests --gtest_brief=1
gcovr"
expect_in "$log" "--html all.html build/coverage"

test_case "threads: goes on after a finding, and fails"
new_computer
for program in harness_engine_tests converter_tests converter_io_tests reference_eigen_tests; do
  new_program "build/tsan/bin/$program" ''
done
new_program build/tsan/bin/converter_tests 'exit 66'
run threads
expect_code 1
expect_in "$log" "reference_eigen_tests --gtest_brief=1"

finish
