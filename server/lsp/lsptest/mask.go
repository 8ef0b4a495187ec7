package lsptest

import "regexp"

var (
	millisMember = regexp.MustCompile(`millis: [0-9.e+-]+`)
	duration     = regexp.MustCompile(`\b[0-9]+(\.[0-9]+)? ?(ns|µs|us|ms|s)\b`)
	health       = regexp.MustCompile(`(goroutines|heapBytes): [0-9]+`)
	resultID     = regexp.MustCompile(`resultId: "[0-9a-f]+"`)
	version      = regexp.MustCompile(`fencepost \(devel\)[^"]*|fencepost v[0-9][^"]*`)
)

// Mask replaces what differs from run to run in what was said: times, sizes, names
// of results that are made from their content, and the version of the server.
func Mask(said string) string {
	said = millisMember.ReplaceAllString(said, "millis: TIME")
	said = health.ReplaceAllString(said, "$1: NUMBER")
	said = resultID.ReplaceAllString(said, `resultId: "ID"`)
	said = duration.ReplaceAllString(said, "TIME")
	return version.ReplaceAllString(said, "fencepost VERSION")
}
