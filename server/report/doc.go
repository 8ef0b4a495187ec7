// Package report renders results: for people (text), for programs that read
// herd7's output (herd), and for programs in general (jsonl).
//
// A Printer renders one result into buffers. It may run in any goroutine, so
// that what waits for its turn is a rendered text and not a parsed program;
// Ordered then writes the texts in the order of the inputs.
package report
