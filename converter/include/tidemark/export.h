#ifndef TIDEMARK_EXPORT_H_
#define TIDEMARK_EXPORT_H_

/* Marks what a shared library of Tidemark offers; everything else in it is hidden. A library that
 * takes Tidemark in and offers none of it to others defines TIDEMARK_EXPORT as nothing. */
#if !defined(TIDEMARK_EXPORT)
#if defined(__GNUC__)
#define TIDEMARK_EXPORT __attribute__((visibility("default")))
#else
#define TIDEMARK_EXPORT
#endif
#endif

#endif /* TIDEMARK_EXPORT_H_ */
