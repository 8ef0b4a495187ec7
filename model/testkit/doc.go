// Package testkit runs golden tests whose cases are text archives: one archive
// a case, its input first and then a section for what each stage made of it.
//
//	Store buffering without fences.
//	-- in.litmus --
//	C SB
//	…
//	-- events --
//	…
//	-- verdict --
//	Allowed
//
// A test names its folder and its stages:
//
//	func TestMain(m *testing.M) { testkit.Main(m) }
//
//	func TestStages(t *testing.T) {
//		testkit.Run(t, "testdata/stages", func(c *testkit.Case) {
//			p, errs := litmus.Parse(c.File("in.litmus"))
//			c.Golden("problems", errs)
//			c.Golden("program", p)
//		})
//	}
//
// Sections whose name begins with "in." are inputs. All others are golden: they
// must be what the test gives, and `go test -update` rewrites them.
package testkit
