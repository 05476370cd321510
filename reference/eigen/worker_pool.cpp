#include "reference/eigen/worker_pool.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tidemark::reference {

struct WorkerPool::Crew {
  explicit Crew(int helpers) {
    try {
      for (int i = 1; i <= helpers; ++i) {
        threads.emplace_back([this, i] { Help(i); });
      }
    } catch (...) {
      Dismiss();
      throw;
    }
  }
  ~Crew() { Dismiss(); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void Dismiss() {
    {
      const std::lock_guard lock(mutex);
      leaving = true;
    }
    work_waits.notify_all();
    for (std::thread& thread : threads) thread.join();
  }

  // What a helper does from its start to its end.
  void Help(int worker) {
    std::unique_lock lock(mutex);
    for (;;) {
      work_waits.wait(lock, [this] { return leaving || next < tasks; });
      if (leaving) return;
      WorkOn(worker, lock);
    }
  }

  // Takes tasks until none is left.
  void WorkOn(int worker, std::unique_lock<std::mutex>& lock) {
    while (next < tasks) {
      const int mine = next++;
      lock.unlock();
      std::exception_ptr thrown;
      try {
        (*task)(mine, worker);
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown != nullptr) failure = thrown;
      if (++done == tasks) all_done.notify_one();
    }
  }

  std::mutex mutex;
  std::condition_variable work_waits;
  std::condition_variable all_done;
  // The list being worked on: `next` is the first task nobody has taken.
  const Task* task = nullptr;
  int tasks = 0;
  int next = 0;
  int done = 0;
  std::exception_ptr failure;
  bool leaving = false;
  std::vector<std::thread> threads;
};

WorkerPool::WorkerPool(int threads) : threads_(threads) {
  if (threads > 1) crew_ = std::make_unique<Crew>(threads - 1);
}

WorkerPool::~WorkerPool() = default;

void WorkerPool::Run(int tasks, const Task& task) {
  if (crew_ == nullptr || tasks == 1) {
    for (int i = 0; i < tasks; ++i) task(i, 0);
    return;
  }
  std::unique_lock lock(crew_->mutex);
  crew_->task = &task;
  crew_->tasks = tasks;
  crew_->next = 0;
  crew_->done = 0;
  crew_->failure = nullptr;
  crew_->work_waits.notify_all();
  crew_->WorkOn(0, lock);
  crew_->all_done.wait(lock, [this] { return crew_->done == crew_->tasks; });
  if (crew_->failure != nullptr) std::rethrow_exception(std::exchange(crew_->failure, nullptr));
}

}  // namespace tidemark::reference
