#ifndef TIDEMARK_CONVERTER_IO_VECTOR_CLONES_H_
#define TIDEMARK_CONVERTER_IO_VECTOR_CLONES_H_

// Before a function whose loops the compiler turns into vector code: makes a second version of it
// for CPUs with AVX2, and the one that fits is chosen when the program starts. Only for functions
// whose results do not depend on the width of vectors.
#if defined(__linux__) && defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(TIDEMARK_SANITIZED)
#define TIDEMARK_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define TIDEMARK_VECTOR_CLONES
#endif

#endif  // TIDEMARK_CONVERTER_IO_VECTOR_CLONES_H_
