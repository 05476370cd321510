#ifndef TIDEMARK_HARNESS_BACKENDS_ANE_THREAD_TEAM_H_
#define TIDEMARK_HARNESS_BACKENDS_ANE_THREAD_TEAM_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tidemark::harness::ane {

// Threads that share the independent parts of a job. With one thread nothing is started and the
// caller does all of them.
class ThreadTeam {
 public:
  // Does one part; `worker` is below size(), and no two parts run at once with the same one.
  // Must not throw.
  using Task = std::function<void(size_t part, size_t worker)>;

  explicit ThreadTeam(int threads);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  size_t size() const { return workers_.size() + 1; }

  // Calls `task` for every part below `parts`, and returns when all are done. Calls are not
  // concurrent.
  void Run(size_t parts, const Task& task);

 private:
  void Work(size_t worker);
  // Takes parts until none are left; `lock` is held on entry and exit.
  void TakeParts(std::unique_lock<std::mutex>& lock, size_t worker);

  std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable done_;
  const Task* task_ = nullptr;
  size_t parts_ = 0;
  size_t next_ = 0;
  size_t running_ = 0;
  bool stop_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace tidemark::harness::ane

#endif  // TIDEMARK_HARNESS_BACKENDS_ANE_THREAD_TEAM_H_
