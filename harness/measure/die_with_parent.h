#ifndef TIDEMARK_HARNESS_MEASURE_DIE_WITH_PARENT_H_
#define TIDEMARK_HARNESS_MEASURE_DIE_WITH_PARENT_H_

namespace tidemark::harness {

// Ties this process's life to its parent's: however the parent ends, this process is killed. The
// first call of a measured process, with the descriptor of its event channel.
//
// The request can come too late, when the parent has gone already. getppid() cannot tell, for it
// names the new parent then; the channel can, since only the parent reads it. The process then ends
// here.
void DieWithParent(int events_fd);

// The same for a process without a channel, whose parent put its own id into the variable
// kParentVariable of the environment: there the child can tell whether that is still its parent.
// Without the variable nothing happens. It is taken away, so that the process's own children do not
// have it.
inline constexpr char kParentVariable[] = "TIDEMARK_PARENT";
void DieWithNamedParent();

}  // namespace tidemark::harness

#endif  // TIDEMARK_HARNESS_MEASURE_DIE_WITH_PARENT_H_
