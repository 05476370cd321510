// Converts a KataGo network to a Core ML package for one board, and says what came of it. Ctrl-C
// ends it and leaves nothing behind.
//
//   to_coreml NETWORK PACKAGE [WIDTHxHEIGHT]
//
// Exit codes: 0 done, 1 the conversion failed, 2 bad usage, 130 interrupted.

#include <atomic>
#include <csignal>
#include <cstdio>
#include <iostream>

#include <tidemark/converter.h>

namespace {

std::atomic<bool> interrupted = false;

void Interrupt(int) { interrupted = true; }

}  // namespace

int main(int argc, char** argv) {
  tidemark::ConvertOptions options;
  if (argc < 3 || argc > 4 ||
      (argc == 4 && std::sscanf(argv[3], "%dx%d", &options.board_x, &options.board_y) != 2)) {
    std::cerr << "usage: to_coreml NETWORK PACKAGE [WIDTHxHEIGHT]\n";
    return 2;
  }
  options.is_cancelled = [] { return interrupted.load(); };
  std::signal(SIGINT, Interrupt);

  try {
    const tidemark::ConvertResult result = tidemark::Convert(argv[1], argv[2], options);
    std::cout << result.network_name << ": " << result.weight_bytes << " bytes of weights"
              << (result.precision == tidemark::Precision::kFloat16 ? "" : ", not all in float16")
              << '\n';
  } catch (const tidemark::InterruptedError&) {
    return 130;
  } catch (const tidemark::UsageError& error) {
    std::cerr << "to_coreml: " << error.what() << '\n';
    return 2;
  } catch (const tidemark::Error& error) {
    std::cerr << "to_coreml: " << error.what() << '\n';
    return 1;
  }
}
