#include "harness/measure/exit_record.h"

#include <csignal>
#include <cstdio>
#include <cstring>

#include <sys/wait.h>

#include "converter/io/printable_text.h"

namespace tidemark::harness {
namespace {

std::string LastLine(std::string_view text) {
  const size_t end = text.find_last_not_of(" \t\r\n");
  if (end == std::string_view::npos) return {};
  text = text.substr(0, end + 1);
  // There is a newline before the last line, or it is the first.
  return converter::PrintableText(text.substr(text.rfind('\n') + 1));
}

// What the child itself had to say: its message, or else the last line that it printed.
std::string OwnWords(const Ending& ending) {
  return ending.error_message.empty() ? LastLine(ending.error_tail) : ending.error_message;
}

std::string WithOwnWords(std::string text, const Ending& ending) {
  const std::string words = OwnWords(ending);
  return words.empty() ? text : text + ": " + words;
}

std::string Seconds(double seconds) {
  char text[32];
  std::snprintf(text, sizeof(text), "%g s", seconds);
  return text;
}

}  // namespace

ExitRecord ClassifyExit(const Ending& ending) {
  ExitRecord record;
  if (WIFSIGNALED(ending.wait_status)) {
    record.signal = WTERMSIG(ending.wait_status);
  } else {
    record.code = WEXITSTATUS(ending.wait_status);
  }

  if (ending.stop == StopReason::kInterrupted) {
    record.status = "interrupted";
    record.message = "interrupted by the user";
  } else if (ending.stop == StopReason::kProtocol) {
    record.status = "error";
    record.message = ending.protocol_error;
  } else if (ending.stop == StopReason::kTimeLimit) {
    record.status = "timeout";
    record.message = "ended at its time limit of " + Seconds(ending.time_limit_s);
  } else if (record.signal == SIGKILL) {
    record.status = "out_of_memory";
    record.message = "killed by SIGKILL, most likely for want of memory";
  } else if (record.signal.has_value()) {
    record.status = "crashed";
    record.message = WithOwnWords("killed by signal " + std::to_string(*record.signal) + " (" +
                                      strsignal(*record.signal) + ")",
                                  ending);
  } else if (record.code != 0) {
    record.status = "error";
    record.message = OwnWords(ending);
    if (record.message.empty()) {
      record.message = "exited with code " + std::to_string(*record.code) + " without a word";
    }
  } else if (ending.must_say_done && !ending.said_done) {
    record.status = "error";
    record.message = WithOwnWords("exited before everything was measured", ending);
  }
  return record;
}

}  // namespace tidemark::harness
