package lsp

import (
	"context"
	"runtime"
)

// healthReport is the answer to fencepost/health: what the server process holds,
// for who suspects that it holds too much.
type healthReport struct {
	// Goroutines are those of the whole process, all clients together.
	Goroutines int `json:"goroutines"`
	// HeapBytes is what is allocated on the heap, garbage included.
	HeapBytes uint64 `json:"heapBytes"`
}

// getHealth returns the figures as of now.
func getHealth(context.Context, *client, *struct{}) (any, error) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return healthReport{Goroutines: runtime.NumGoroutine(), HeapBytes: m.HeapAlloc}, nil
}
