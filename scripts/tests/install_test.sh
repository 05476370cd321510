#!/usr/bin/env bash
# What is installed and packed: which files, that none knows where it was built, that the program and
# the library work from there, and that all tell the same version.
#
#   install_test.sh <source folder> <build folder> <cmake> <cpack> <C++ compiler> <sanitizers>
#
# What a machine or a build cannot do is skipped, and said so.
set -euo pipefail

source=$1
build=$2
cmake=$3
cpack=$4
cxx=$5
sanitizers=$6
export LC_ALL=C

scratch=$(mktemp -d "${TMPDIR:-/tmp}/tidemark_install.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix
failures=0
case_name=""

test_case() {
  case_name=$1
  printf '%s\n' "$case_name"
}

complain() {
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$case_name" "$*"
}

skip() { printf 'skipped: %s\n' "$*"; }

# quietly <command...>: shows what it prints only if it fails.
quietly() {
  if ! "$@" >"$scratch/log" 2>&1; then
    complain "failed: $*"
    tail -n 30 "$scratch/log"
    false
  fi
}

# expect_same <name> <expected> <found>: two texts.
expect_same() {
  [ "$2" = "$3" ] || complain "$1: $(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") || true)"
}

# expect_failure <exit code> <text in its one line of errors> <command...>
expect_failure() {
  local expected=$1 text=$2 code=0
  shift 2
  "$@" >/dev/null 2>"$scratch/errors" || code=$?
  [ "$code" -eq "$expected" ] || complain "exit code $code, expected $expected: $*"
  case $(cat "$scratch/errors") in
    *$'\n'*) complain "more than one line of errors: $(cat "$scratch/errors")" ;;
    *"$text"*) ;;
    *) complain "expected '$text': $(cat "$scratch/errors")" ;;
  esac
}

files_below() { (cd "$1" && find . ! -type d | sed 's|^\./||' | sort); }

# cached <variable of CMake>: its value in that build.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }

version=$(cached CMAKE_PROJECT_VERSION)
libdir=$(cached CMAKE_INSTALL_LIBDIR)

test_case "install: the files are those of the list"
quietly "$cmake" --install "$build" --prefix "$prefix"
if [ "$(cached BUILD_SHARED_LIBS)" = ON ]; then
  skip "the list is that of an installation with the static library"
else
  build_type=$(cached CMAKE_BUILD_TYPE | tr '[:upper:]' '[:lower:]')
  expected=$(sed "s|^lib/|$libdir/|; s|^$libdir/tidemark/|lib/tidemark/|; s|-release|-$build_type|" \
    "$source/scripts/tests/installed_files.txt" | sort)
  # The two that need what not every machine has are installed where they were built.
  for file in lib/tidemark/tidemark_gpu.so share/tidemark/report_page.html; do
    if [ ! -e "$build/$file" ]; then
      skip "$file, which was not built"
      expected=$(printf '%s\n' "$expected" | grep -vxF "$file")
    fi
  done
  expect_same "files" "$expected" "$(files_below "$prefix")"
fi

test_case "install: no file knows where it was built or installed"
texts_only=()
if [ "$(cached CMAKE_BUILD_TYPE)" != Release ]; then
  skip "objects, which hold the places of the sources for debuggers"
  texts_only=(-I)
fi
for folder in "$source" "$build" "$prefix"; do
  found=$(grep -rlF ${texts_only[@]+"${texts_only[@]}"} "$folder" "$prefix" || true)
  [ -z "$found" ] || complain "$folder is in: $found"
done
# Nor where other libraries were.
found=$(grep -rE '/lib[A-Za-z0-9_+-]+\.(a|so|dylib)' "$prefix/$libdir/cmake" \
  "$prefix/$libdir/pkgconfig" | grep -vF "\${_IMPORT_PREFIX}/$libdir/libtidemark." || true)
[ -z "$found" ] || complain "a library is named by its path: $found"

# From here on it is somewhere else.
mv "$prefix" "$scratch/moved"
prefix=$scratch/moved
harness=$prefix/bin/harness
export PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export LD_LIBRARY_PATH=$prefix/$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}

test_case "program: it runs, and finds its page, its module and its manual"
quietly "$harness" synthesize b2c16 "$scratch/net.bin.gz"
quietly "$harness" convert "$scratch/net.bin.gz" "$scratch/right.mlpackage"
grep -qi '^\.TH "*harness"* 1' "$prefix/share/man/man1/harness.1" || complain "no manual page"
for page in "$prefix"/share/man/man1/*.1; do
  head -n 3 "$page" | grep -qF "Tidemark $version" || complain "$page is of another version"
done
if [ -e "$prefix/share/tidemark/report_page.html" ]; then
  quietly "$harness" report "$source/results/baselines/smoke.json" --format html \
    --out "$scratch/page.html"
fi
if [ -e "$prefix/lib/tidemark/tidemark_gpu.so" ]; then
  case $("$harness" devices 2>&1 || true) in
    *"not built"* | *"cannot be loaded"*) complain "the GPU module is not found" ;;
  esac
fi

test_case "versions: all say $version"
expect_same "harness --version" "harness $version" "$("$harness" --version | head -n 1)"
expect_same "pkg-config" "$version" "$(pkg-config --modversion tidemark)"
sed -n 's/^set(PACKAGE_VERSION "\(.*\)")$/\1/p' \
  "$prefix/$libdir/cmake/Tidemark/TidemarkConfigVersion.cmake" >"$scratch/version"
expect_same "CMake package" "$version" "$(cat "$scratch/version")"
grep -qF "## [$version]" "$prefix/share/doc/tidemark/CHANGELOG.md" ||
  complain "the changelog has nothing about it"

# expect_right <package>: it is what the program made of the same network.
expect_right() { quietly diff -r "$scratch/right.mlpackage" "$1"; }

if [ -n "$sanitizers" ]; then
  skip "the examples: a library with sanitizers links with the same ones only"
else
  test_case "example in C++: found by CMake, it converts as the program does"
  examples=$prefix/share/doc/tidemark/examples
  if quietly "$cmake" -S "$examples/cpp" -B "$scratch/cpp" "-DCMAKE_PREFIX_PATH=$prefix" \
    "-DCMAKE_CXX_COMPILER=$cxx" && quietly "$cmake" --build "$scratch/cpp"; then
    to_coreml=$scratch/cpp/to_coreml
    quietly "$to_coreml" "$scratch/net.bin.gz" "$scratch/cpp.mlpackage" 19x19
    expect_right "$scratch/cpp.mlpackage"
    expect_failure 1 "none.bin: cannot open" "$to_coreml" none.bin "$scratch/none.mlpackage"
    expect_failure 2 "already exists" "$to_coreml" "$scratch/net.bin.gz" "$scratch/cpp.mlpackage"
    expect_failure 2 "board_y" "$to_coreml" "$scratch/net.bin.gz" "$scratch/no.mlpackage" 19x99
    expect_failure 2 "usage: " "$to_coreml"
  fi

  test_case "example in C: found by pkg-config, without a warning, it converts as the program does"
  # The flags are words of their own.
  # shellcheck disable=SC2046
  if quietly cc -std=c99 -Wall -Wextra -Wpedantic -Werror "$examples/c/to_coreml.c" \
    -o "$scratch/to_coreml" $(pkg-config --static --cflags --libs tidemark); then
    to_coreml=$scratch/to_coreml
    "$to_coreml" "$scratch/net.bin.gz" "$scratch/c.mlpackage" 2>"$scratch/steps" >"$scratch/answer"
    expect_right "$scratch/c.mlpackage"
    expect_same "steps" "read built wrote published" "$(tr '\n' ' ' <"$scratch/steps" | sed 's/ $//')"
    grep -q "bytes of weights$" "$scratch/answer" || complain "no answer"
    expect_failure 1 "none.bin: cannot open" "$to_coreml" none.bin "$scratch/none.mlpackage"
    expect_failure 2 "already exists" "$to_coreml" "$scratch/net.bin.gz" "$scratch/c.mlpackage"
    expect_failure 2 "usage: " "$to_coreml" a b c d
  fi
  quietly "$cmake" -S "$examples/c" -B "$scratch/c" && quietly "$cmake" --build "$scratch/c"
fi

test_case "Swift: its compiler finds the module"
if command -v clang >/dev/null; then
  printf '@import tidemark;\nconst char *version(void) { return tidemark_version(); }\n' \
    >"$scratch/module.m"
  quietly clang -fmodules "-fmodules-cache-path=$scratch/modules" -fsyntax-only \
    "-I$prefix/include" "$scratch/module.m"
else
  skip "clang is missing"
fi

test_case "package of the program and of the library"
if ! command -v dpkg-deb >/dev/null || ! command -v dpkg-shlibdeps >/dev/null; then
  skip "this machine does not make .deb files"
elif quietly "$cpack" --config "$build/CPackConfig.cmake" -B "$scratch/packages"; then
  architecture=$(dpkg --print-architecture)
  program=$scratch/packages/tidemark_${version}_$architecture.deb
  library=$scratch/packages/libtidemark-dev_${version}_$architecture.deb
  for package in "$program" "$library"; do
    expect_same "version" "$version" "$(dpkg-deb --field "$package" Version)"
    quietly dpkg-deb --extract "$package" "$scratch/root"
  done
  case $(dpkg-deb --field "$program" Depends) in
    *libc6*) ;;
    *) complain "the program depends on no C library" ;;
  esac
  case $(dpkg-deb --field "$library" Depends) in
    *zlib1g-dev* | *libtidemark*) ;;
    *) complain "the library depends on nothing" ;;
  esac
  expect_same "description" "memory profiler of KataGo networks on their way to Core ML" \
    "$(dpkg-deb --field "$program" Description | head -n 1)"
  # The documents and pages have names of their own; everything else is as it was installed.
  expect_same "files" \
    "$(files_below "$prefix" | grep -v ^share/doc/tidemark/ | sed 's|/man1/.*|&.gz|')" \
    "$(files_below "$scratch/root/usr" | grep -v ^share/doc/)"
  expect_same "documents" "libtidemark-dev/changelog.gz libtidemark-dev/copyright \
tidemark/changelog.gz tidemark/copyright" "$(files_below "$scratch/root/usr/share/doc" |
    grep -v /examples/ | tr '\n' ' ' | sed 's/ $//')"
  expect_same "harness --version" "harness $version" \
    "$("$scratch/root/usr/bin/harness" --version | head -n 1)"
  gzip -t "$scratch/root/usr/share/man/man1/harness.1.gz"
fi

test_case "archive of the sources: what git tracks, and no more"
if quietly "$cpack" --config "$build/CPackSourceConfig.cmake" -B "$scratch/packages"; then
  name=tidemark-$version-source
  quietly tar -xzf "$scratch/packages/$name.tar.gz" -C "$scratch"
  if [ -e "$source/.git" ] && command -v git >/dev/null; then
    # Of the files as they are now.
    expect_same "files" \
      "$(cd "$source" && git -c core.quotePath=off ls-files | while read -r file; do
        [ ! -e "$file" ] || printf '%s\n' "$file"
      done | sort)" "$(files_below "$scratch/$name")"
  else
    skip "these sources are not under git"
  fi
  [ -x "$scratch/$name/scripts/test" ] || complain "scripts/test is not executable"
  quietly diff "$source/CMakeLists.txt" "$scratch/$name/CMakeLists.txt"
fi

if [ "$failures" -ne 0 ]; then
  printf '%s checks failed\n' "$failures"
  exit 1
fi
