#ifndef TIDEMARK_CONVERTER_IO_INTERRUPT_H_
#define TIDEMARK_CONVERTER_IO_INTERRUPT_H_

namespace tidemark {

// Makes SIGINT and SIGTERM raise a flag instead of ending the process, so that every owner of a
// temporary file gets to remove it. Called once, by main().
void CatchInterrupts();

// Has a signal arrived since CatchInterrupts()?
bool InterruptRequested();

// Throws InterruptedError once a signal has arrived. Long loops call it between steps.
void ThrowIfInterrupted();

}  // namespace tidemark

#endif  // TIDEMARK_CONVERTER_IO_INTERRUPT_H_
