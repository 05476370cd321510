#ifndef TIDEMARK_TIDEMARK_H_
#define TIDEMARK_TIDEMARK_H_

/* Converts networks of the Go program KataGo to Core ML packages: the interface for C, and for
 * whatever calls C. C++ has one of its own, <tidemark/converter.h>, which says more about networks
 * and packages.
 *
 *   tidemark_options options;
 *   tidemark_options_init(&options, sizeof options);
 *   options.board_x = options.board_y = 9;
 *
 *   tidemark_result *result;
 *   if (tidemark_convert("net.bin.gz", "net.mlpackage", &options, &result) != TIDEMARK_OK)
 *     fprintf(stderr, "%s\n", tidemark_result_message(result));
 *   tidemark_result_free(result);
 *
 * In Swift, with the folder above this header's among the import paths: `import tidemark`.
 *
 * Any function may be called on any thread at any time, as long as no result is used while or after
 * it is freed. There is no global state. Texts are UTF-8 and end with a zero byte. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "export.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a conversion ended. */
typedef enum tidemark_status {
  TIDEMARK_OK = 0,
  /* What was asked for cannot be: a bad option, or a package that exists already. */
  TIDEMARK_USAGE_ERROR = 1,
  /* The network file is damaged, or none. */
  TIDEMARK_FORMAT_ERROR = 2,
  /* A file cannot be read or written. */
  TIDEMARK_IO_ERROR = 3,
  /* `is_cancelled` said so. */
  TIDEMARK_CANCELLED = 4,
  TIDEMARK_OUT_OF_MEMORY = 5,
  /* Anything else; the message tells. */
  TIDEMARK_INTERNAL_ERROR = 6
} tidemark_status;

/* What weights and operations are in. Half precision is what the Neural Engine runs. */
typedef enum tidemark_precision {
  TIDEMARK_FLOAT16 = 0,
  /* Of a result only: wide transformers that are asked for in half precision are built of both. */
  TIDEMARK_MIXED = 1,
  TIDEMARK_FLOAT32 = 2
} tidemark_precision;

/* The oldest systems that a package is for. A newer one has attention as one operation. */
typedef enum tidemark_target {
  TIDEMARK_MACOS12 = 0, /* and iOS 15 */
  TIDEMARK_MACOS15 = 1  /* and iOS 18 */
} tidemark_target;

/* The steps of a conversion, in order. Reading takes almost all of its time. */
typedef enum tidemark_step {
  TIDEMARK_READ = 0,
  TIDEMARK_BUILD = 1,
  TIDEMARK_WRITE = 2,
  TIDEMARK_PUBLISH = 3
} tidemark_step;

/* What to convert to. Later versions add members at the end, and programs that were compiled before
 * stay valid: `size` tells what the caller knows. */
typedef struct tidemark_options {
  /* Set by tidemark_options_init(); leave it as it is. */
  size_t size;
  /* TIDEMARK_FLOAT16, the default, or TIDEMARK_FLOAT32. */
  tidemark_precision precision;
  /* By default TIDEMARK_MACOS12. */
  tidemark_target target;
  /* The board, 2x2 to 37x37 points, by default 19x19; smaller ones are evaluated in its top-left
   * corner. */
  int32_t board_x;
  int32_t board_y;
  /* The batch, 1 to 65536: fixed where the two are equal, else a range. By default 1 and 1. */
  int32_t min_batch;
  int32_t max_batch;
  /* Half-precision inputs and outputs as well; needs TIDEMARK_FLOAT16, and macOS 13 or iOS 16. By
   * default false. */
  bool fp16_io;
  /* Leave out the multiplications by the mask; every position must then fill the board. By default
   * false. */
  bool identity_mask;
  /* Replace a package that exists already, instead of refusing. By default false. */
  bool replace_existing;
  /* Return only when the package is on the disk, where a crash of the system cannot lose it. By
   * default true. */
  bool sync;
  /* Metadata of the package, in UTF-8. By default NULL: none; the description then tells blocks and
   * channels. */
  const char* author;
  const char* license;
  const char* description;
  /* If not NULL, called after each step, on the thread that converts. */
  void (*on_step)(tidemark_step step, void* context);
  /* If not NULL, asked many times a second, on the thread that converts, but not while that waits
   * for a pipe. The conversion ends once it says true. */
  bool (*is_cancelled)(void* context);
  /* What both are called with. By default NULL. */
  void* context;
} tidemark_options;

/* What came of a conversion. */
typedef struct tidemark_result tidemark_result;

/* Fills in the defaults. `size` is `sizeof(tidemark_options)` where it is called. */
TIDEMARK_EXPORT void tidemark_options_init(tidemark_options* options, size_t size);

/* Converts the file `network` to the package `package`, which appears whole or not at all. NULL for
 * `options` means the defaults.
 *
 * `result`, unless NULL, gets what the functions below tell of, whether the conversion succeeds or
 * fails; the caller frees it. It gets NULL where there is no memory for that. */
TIDEMARK_EXPORT tidemark_status tidemark_convert(const char* network, const char* package,
                                                 const tidemark_options* options,
                                                 tidemark_result** result);

/* Frees a result, and the texts that were asked of it. NULL does nothing. */
TIDEMARK_EXPORT void tidemark_result_free(tidemark_result* result);

/* How the conversion ended; TIDEMARK_OUT_OF_MEMORY for NULL. */
TIDEMARK_EXPORT tidemark_status tidemark_result_status(const tidemark_result* result);

/* One line that says what went wrong, with the name of the file or of the member of
 * tidemark_options that is to blame; empty after success. Like every text of a result it lives as
 * long as that. */
TIDEMARK_EXPORT const char* tidemark_result_message(const tidemark_result* result);

/* The rest tells of a conversion that succeeded; of any other, and of NULL, it is 0, false or "".
 */

/* The network's own name, and the version of its file format. */
TIDEMARK_EXPORT const char* tidemark_result_network_name(const tidemark_result* result);
TIDEMARK_EXPORT int32_t tidemark_result_network_version(const tidemark_result* result);

/* What was built, which is not always what was asked for: see TIDEMARK_MIXED. */
TIDEMARK_EXPORT tidemark_precision tidemark_result_precision(const tidemark_result* result);
TIDEMARK_EXPORT bool tidemark_result_fp16_io(const tidemark_result* result);

/* Sizes in bytes: of the network, inflated; of the package's weights and of its model. */
TIDEMARK_EXPORT uint64_t tidemark_result_inflated_bytes(const tidemark_result* result);
TIDEMARK_EXPORT uint64_t tidemark_result_weight_bytes(const tidemark_result* result);
TIDEMARK_EXPORT uint64_t tidemark_result_model_bytes(const tidemark_result* result);

/* XXH3-128 in hexadecimal. Equal digests mean equal packages. */
TIDEMARK_EXPORT const char* tidemark_result_weight_digest(const tidemark_result* result);
TIDEMARK_EXPORT const char* tidemark_result_model_digest(const tidemark_result* result);

/* The version of the library that runs: "0.1.0". */
TIDEMARK_EXPORT const char* tidemark_version(void);

#ifdef __cplusplus
}
#endif

#endif /* TIDEMARK_TIDEMARK_H_ */
