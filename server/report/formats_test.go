package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
	"github.com/lkmm-tools/fencepost/server/ide"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func TestParseFormat(t *testing.T) {
	for _, f := range Formats() {
		if got, err := ParseFormat(f.String()); got != f || err != nil {
			t.Errorf("%v: got %v, %v", f, got, err)
		}
	}
	if _, err := ParseFormat("xml"); err == nil {
		t.Error("xml is no format")
	}
}

func TestJSONL(t *testing.T) {
	f, res := messagePassing()
	all := Options{States: true, Witnesses: true, Model: "lkmm"}
	failed := &ide.TestResult{File: f.file, Outcome: ide.Faulty}
	failed.Problems.Warnf("w", f.file.Span(0, 1), "not this")
	failed.Problems.Errorf("e", f.file.Span(6, 7), "expected <a> & \"b\"")
	never := func() *verify.Result { return &verify.Result{Observation: verify.Never} }

	tests := []struct {
		name string
		opts Options
		make func() *ide.TestResult
		want string
	}{
		{"everything", all, func() *ide.TestResult {
			f.prog.Expect = &prog.Expectation{Word: "Sometimes", DataRace: true}
			return f.result(res)
		}, `{"file":"mp.litmus","test":"MP","line":1,"lang":"litmus","status":"ok","condition":"exists (1:r0=1 /\\ 1:r1=0)","observation":"Sometimes","condition_holds":true,"states":["1:r0=0; 1:r1=0;","1:r0=0; 1:r1=1;","1:r0=1; 1:r1=0;","1:r0=1; 1:r1=1;"],"positive":1,"negative":3,"flags":["data-race"],"expected":"Sometimes","pass":true,"millis":1.8,"model":"lkmm"}`},
		{"not asked for", Options{Model: "my.cat"}, func() *ide.TestResult {
			f.prog.Expect = &prog.Expectation{Word: "Sometimes"}
			r := never()
			r.Loop, r.Bounded = true, true
			return f.result(r)
		}, `{"file":"mp.litmus","test":"MP","line":1,"lang":"litmus","status":"ok","condition":"exists (1:r0=1 /\\ 1:r1=0)","observation":"Never","condition_holds":false,"bounded":true,"loop":true,"flags":[],"expected":"Sometimes","pass":false,"millis":1.8,"model":"my.cat"}`},
		{"partial", all, func() *ide.TestResult {
			f.prog.Expect = nil
			r := never()
			r.Enumeration = verify.Partial
			return f.result(r)
		}, `{"file":"mp.litmus","test":"MP","line":1,"lang":"litmus","status":"ok","condition":"exists (1:r0=1 /\\ 1:r1=0)","observation":"Never","condition_holds":false,"states":[],"positive":0,"negative":0,"enumeration":"partial","flags":[],"pass":true,"millis":1.8,"model":"lkmm"}`},
		{"timeout", all, func() *ide.TestResult {
			return f.result(&verify.Result{Status: verify.Limit, Reason: "memory"})
		}, `{"file":"mp.litmus","test":"MP","line":1,"lang":"litmus","status":"timeout","reason":"memory","condition":"exists (1:r0=1 /\\ 1:r1=0)","millis":1.8,"model":"lkmm"}`},
		{"error", all, func() *ide.TestResult { return failed },
			`{"file":"mp.litmus","test":"","line":1,"lang":"litmus","status":"error","error":{"line":3,"column":1,"message":"expected <a> & \"b\""},"millis":0,"model":"lkmm"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, errs := printed(FormatJSONL, tt.opts, tt.make())
			if errs != "" || out != tt.want+"\n" {
				t.Errorf("got  %swant %s\n%s", out, tt.want, errs)
			}
			if !json.Valid([]byte(out)) {
				t.Error("not JSON")
			}
		})
	}
}

func TestHerd(t *testing.T) {
	f, res := messagePassing()
	block := func(edit func(r *verify.Result)) func() *ide.TestResult {
		return func() *ide.TestResult {
			r := *res
			edit(&r)
			return f.result(&r)
		}
	}
	tests := []struct {
		name      string
		make      func() *ide.TestResult
		out, errs string
	}{
		{"exists", block(func(*verify.Result) {}), "Test MP Allowed\nStates 4\n1:r0=0; 1:r1=0;\n1:r0=0; 1:r1=1;\n1:r0=1; 1:r1=0;\n1:r0=1; 1:r1=1;\nOk\nWitnesses\nPositive: 1 Negative: 3\nFlag data-race\nCondition exists (1:r0=1 /\\ 1:r1=0)\nObservation MP Sometimes 1 3\nTime MP 0.00\nHash=00000000000000000000000000000000\n\n", ""},
		{"flags sorted", block(func(r *verify.Result) {
			r.Flags = []verify.Flag{{Name: "mixed-accesses"}, {Name: "data-race"}, {Name: "data-race"}}
			r.States = []string{""}
		}), "Test MP Allowed\nStates 1\n\nOk\nWitnesses\nPositive: 1 Negative: 3\nFlag data-race\nFlag mixed-accesses\nCondition exists (1:r0=1 /\\ 1:r1=0)\nObservation MP Sometimes 1 3\nTime MP 0.00\nHash=00000000000000000000000000000000\n\n", ""},
		{"loop, no execution", block(func(r *verify.Result) {
			*r = verify.Result{Loop: true, NoExecution: true, Enumeration: verify.Complete}
		}), "Test MP Allowed\nStates 0\nLoop No\nWitnesses\nPositive: 0 Negative: 0\nCondition exists (1:r0=1 /\\ 1:r1=0)\nObservation MP Never 0 0\nTime MP 0.00\nHash=00000000000000000000000000000000\n\n",
			"Warning: File \"mp.litmus\": unrolling limit exceeded at While, legal outcomes may be missing.\n"},
		{"partial", block(func(r *verify.Result) { r.Enumeration = verify.Partial }), "",
			"Warning: File \"mp.litmus\": undecided: the executions were not all counted (User error)\n"},
		{"timeout", block(func(r *verify.Result) { *r = verify.Result{Status: verify.Timeout} }), "",
			"Warning: File \"mp.litmus\": undecided: timeout (User error)\n"},
		{"unknown macro", func() *ide.TestResult {
			r := &ide.TestResult{File: f.file, Outcome: ide.Faulty}
			r.Problems.Errorf(codeUnknownPrimitive, f.span("READ_ONCE(*y)", 0), "unknown")
			return r
		}, "", "Warning: File \"mp.litmus\": Unknown macro READ_ONCE (User error)\n"},
		{"error", func() *ide.TestResult {
			r := &ide.TestResult{File: source.NewFile("f", ""), Outcome: ide.Faulty}
			r.Problems.Errorf("empty", r.File.Span(0, 0), "nothing here")
			return r
		}, "", "Warning: File \"f\", line 1, character 1: nothing here (User error)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, errs := printed(FormatHerd, Options{}, tt.make())
			if out != tt.out || errs != tt.errs {
				t.Errorf("got\n%s%swant\n%s%s", out, errs, tt.out, tt.errs)
			}
		})
	}
}

func TestHerdQuantifiers(t *testing.T) {
	f, res := messagePassing()
	f.prog.Cond.Quant = prog.NotExists
	res.Holds = false
	out, _ := printed(FormatHerd, Options{}, f.result(res))
	for _, want := range []string{"Test MP Forbidden\n", "\nNo\n", "Positive: 3 Negative: 1\n", "Observation MP Sometimes 1 3\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	f.prog.Cond.Quant = prog.Forall
	out, _ = printed(FormatHerd, Options{}, f.result(res))
	for _, want := range []string{"Test MP Required\n", "Positive: 1 Negative: 3\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
