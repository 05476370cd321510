/* Converts a KataGo network to a Core ML package, in half or single precision, and says what came of
 * it, as it goes and at the end.
 *
 *   to_coreml NETWORK PACKAGE [fp16|fp32]
 *
 * Exit codes: 0 done, 1 the conversion failed, 2 bad usage. */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <tidemark/tidemark.h>

static void show_step(tidemark_step step, void *context) {
  static const char *const names[] = {"read", "built", "wrote", "published"};
  if ((size_t)step < sizeof names / sizeof *names) fprintf(context, "%s\n", names[step]);
}

int main(int argc, char **argv) {
  tidemark_options options;
  tidemark_result *result;
  tidemark_status status;

  tidemark_options_init(&options, sizeof options);
  options.on_step = show_step;
  options.context = stderr;
  if (argc == 4 && strcmp(argv[3], "fp32") == 0) {
    options.precision = TIDEMARK_FLOAT32;
  } else if (argc != 3 && (argc != 4 || strcmp(argv[3], "fp16") != 0)) {
    fprintf(stderr, "usage: to_coreml NETWORK PACKAGE [fp16|fp32]\n");
    return 2;
  }

  status = tidemark_convert(argv[1], argv[2], &options, &result);
  if (status == TIDEMARK_OK) {
    printf("%s, version %" PRId32 ": %" PRIu64 " bytes of weights\n",
           tidemark_result_network_name(result), tidemark_result_network_version(result),
           tidemark_result_weight_bytes(result));
  } else {
    fprintf(stderr, "to_coreml: %s\n", tidemark_result_message(result));
  }
  tidemark_result_free(result);
  return status == TIDEMARK_OK ? 0 : status == TIDEMARK_USAGE_ERROR ? 2 : 1;
}
