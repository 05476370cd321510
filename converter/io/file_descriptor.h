#ifndef TIDEMARK_CONVERTER_IO_FILE_DESCRIPTOR_H_
#define TIDEMARK_CONVERTER_IO_FILE_DESCRIPTOR_H_

#include <unistd.h>
#include <utility>

namespace tidemark::converter {

// A descriptor that is closed with its owner.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() { Close(); }
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      Close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }

  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

}  // namespace tidemark::converter

#endif  // TIDEMARK_CONVERTER_IO_FILE_DESCRIPTOR_H_
