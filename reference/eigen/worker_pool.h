#ifndef TIDEMARK_REFERENCE_EIGEN_WORKER_POOL_H_
#define TIDEMARK_REFERENCE_EIGEN_WORKER_POOL_H_

#include <functional>
#include <memory>

namespace tidemark::reference {

// Threads that share a list of tasks: the caller and `threads - 1` more. With one thread nothing
// is started and tasks run in order.
//
// An evaluation hands out some hundred lists, one right after the other, so helpers look for the
// next list for some microseconds before they go to sleep.
class WorkerPool {
 public:
  // Does task `task` on worker `worker`, which runs one task at a time.
  using Task = std::function<void(int task, int worker)>;

  // Throws IoError when the system has no thread to spare.
  explicit WorkerPool(int threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  int threads() const { return threads_; }

  // Runs tasks 0 to `tasks` - 1 and returns when all are done. If tasks throw, one of their
  // exceptions is thrown here, after the others have ended. Tasks must not call Run().
  void Run(int tasks, const Task& task);

 private:
  struct Crew;
  int threads_ = 1;
  std::unique_ptr<Crew> crew_;
};

}  // namespace tidemark::reference

#endif  // TIDEMARK_REFERENCE_EIGEN_WORKER_POOL_H_
