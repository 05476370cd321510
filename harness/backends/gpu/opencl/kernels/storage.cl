// How values lie in device memory: `stored`, float or half. Arithmetic is in float either way, and
// so are vectors that hold one value for a whole position.
//
// Activations are [N, points, channels]: every position has `points` points, rows of the board
// with a margin around and between them, and a number of channels that is a multiple of PANEL. The
// margin holds zeros wherever a convolution reads.

#define PANEL 16

#if HALF_STORAGE
typedef half stored;
#define LOAD(p) vload_half(0, (p))
#define LOAD4(p) vload_half4(0, (p))
#define LOAD8(p) vload_half8(0, (p))
#define STORE(v, p) vstore_half((v), 0, (p))
#define STORE4(v, p) vstore_half4((v), 0, (p))
#define STORE8(v, p) vstore_half8((v), 0, (p))
#else
typedef float stored;
#define LOAD(p) (*(p))
#define LOAD4(p) vload4(0, (p))
#define LOAD8(p) vload8(0, (p))
#define STORE(v, p) (*(p) = (v))
#define STORE4(v, p) vstore4((v), 0, (p))
#define STORE8(v, p) vstore8((v), 0, (p))
#endif

// Where a position's points lie: `points` of them, the board's first point at `first`, its rows `row`
// apart.
typedef struct {
  int points;
  int first;
  int row;
} Grid;
