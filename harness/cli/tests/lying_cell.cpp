// For tests only: what a measured process must not be. It is started in place of `harness cell`,
// lies or misbehaves, each time in another way, and writes the name of what it does to a file.

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

#include <sys/resource.h>

namespace {

constexpr int kEvents = 3;

bool Say(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(kEvents, text.data(), text.size());
    if (written < 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

void Hang() {
  for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}

std::string Ended(const std::string& name, const std::string& wall_s, const std::string& peak) {
  return R"({"event":"phase_ended","name":")" + name + R"(","finished":true,"wall_s":)" + wall_s +
         R"(,"cpu_s":0,"peak_rss_bytes":)" + peak +
         R"(,"peak_footprint_bytes":null,"end":{},"owners":[],"process_peak_rss_bytes":null,)"
         R"("process_peak_footprint_bytes":null})"
         "\n";
}

std::string Began(const std::string& name) {
  return R"({"event":"phase_began","name":")" + name + "\"}\n";
}

constexpr char kDone[] = "{\"event\":\"done\"}\n";
constexpr char kSteady[] =
    "{\"event\":\"steady_state\",\"plateau\":true,\"waited_s\":0,\"as_is\":{},\"trimmed\":null}\n";

struct Lie {
  std::string name;
  std::function<void()> tell;
};

// Exits with 0 afterwards.
std::vector<Lie> Lies() {
  return {
      {"garbage", [] { Say(std::string("\xff\xfe\0garbage\n", 11)); }},
      {"line without end",
       [] {
         const std::string much(size_t{1} << 16, 'x');
         while (Say(much)) {
         }
       }},
      {"unknown event", [] { Say("{\"event\":\"victory\"}\n"); }},
      {"unknown key", [] { Say("{\"event\":\"done\",\"really\":true}\n"); }},
      {"no object", [] { Say("[1, 2]\n"); }},
      {"negative time", [] { Say(Began("load") + Ended("load", "-1", "1")); }},
      {"endless time", [] { Say(Began("load") + Ended("load", "1e999", "1")); }},
      {"negative bytes", [] { Say(Began("load") + Ended("load", "1", "-4096")); }},
      {"fraction of a byte", [] { Say(Began("load") + Ended("load", "1", "0.5")); }},
      {"too many bytes", [] { Say(Began("load") + Ended("load", "1", "36893488147419103232")); }},
      {"end without beginning", [] { Say(Ended("load", "1", "1")); }},
      {"phase in a phase", [] { Say(Began("load") + Began("convert")); }},
      {"another phase's end", [] { Say(Began("load") + Ended("convert", "1", "1")); }},
      {"endless name", [] { Say(Began(std::string(1000, 'n'))); }},
      {"too many phases",
       [] {
         while (Say(Began("load") + Ended("load", "1", "1"))) {
         }
       }},
      {"two steady states", [] { Say(std::string(kSteady) + kSteady); }},
      {"deep nesting", [] { Say(std::string(100'000, '[') + "\n"); }},
      {"artifact of another shape",
       [] {
         Say(R"({"event":"result","name":"artifact","value":{"bytes":"many"}})"
             "\n");
       }},
      {"backend of another shape",
       [] {
         Say(R"({"event":"result","name":"backend","value":[[[]]]})"
             "\n");
       }},
      {"profile of another shape",
       [] {
         Say(R"({"event":"result","name":"profile","value":{"layers":7}})"
             "\n");
       }},
      {"events for ever",
       [] {
         const std::string line =
             R"({"event":"progress","text":")" + std::string(4000, 'x') + "\"}\n";
         while (Say(line)) {
         }
       }},
      {"event after the last", [] { Say(std::string(kSteady) + kDone + kDone); }},
      {"nothing at all", [] {}},
      {"done with nothing measured", [] { Say(kDone); }},
      {"done with nothing evaluated", [] { Say(std::string(kSteady) + kDone); }},
      {"ends in a phase", [] { Say(Began("load")); }},
      {"closes the channel and hangs",
       [] {
         close(kEvents);
         Hang();
       }},
      {"prints for ever",
       [] {
         for (;;) std::fputs("all work and no play\n", stdout);
       }},
      {"hangs in a phase",
       [] {
         Say(Began("load"));
         Hang();
       }},
      {"aborts", [] { std::abort(); }},
      {"reads where nothing is", [] { raise(SIGSEGV); }},
      {"is killed", [] { raise(SIGKILL); }},
      {"leaves somebody behind",
       [] {
         if (fork() == 0) {
           setsid();
           std::this_thread::sleep_for(std::chrono::milliseconds(500));
         }
       }},
      {"code 3", [] { std::_Exit(3); }},
  };
}

}  // namespace

int main() {
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const char* const told = std::getenv("TIDEMARK_LIES");
  if (told == nullptr) return 2;
  size_t number = 0;
  {
    std::ifstream before(told);
    for (std::string line; std::getline(before, line);) ++number;
  }
  const std::vector<Lie> lies = Lies();
  const Lie& lie = lies[number % lies.size()];
  std::ofstream(told, std::ios::app) << lie.name << std::endl;
  lie.tell();
  std::fflush(stdout);
  return 0;
}
