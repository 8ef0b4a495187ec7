package ide

import (
	"testing"

	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/smt/verify"
)

func TestJudge(t *testing.T) {
	word := func(w string) *prog.Expectation { return &prog.Expectation{Word: w} }
	racy := func(w string) *prog.Expectation { return &prog.Expectation{Word: w, DataRace: true} }
	found := func(o verify.Observation, flags ...string) *verify.Result {
		r := &verify.Result{Observation: o}
		for _, f := range flags {
			r.Flags = append(r.Flags, verify.Flag{Name: f})
		}
		return r
	}
	dead := &verify.Result{NoExecution: true}

	tests := []struct {
		name   string
		expect *prog.Expectation
		res    *verify.Result
		want   Judgement
	}{
		{"nothing expected", nil, found(verify.Sometimes), Judgement{Pass: true}},
		{"nothing expected, race", nil, found(verify.Never, "data-race"), Judgement{Pass: true}},
		{"nothing expected, deadlock", nil, dead, Judgement{Pass: true}},
		{"never, is never", word("Never"), found(verify.Never), Judgement{Expected: "Never", Pass: true}},
		{"never, is sometimes", word("Never"), found(verify.Sometimes),
			Judgement{Expected: "Never", Reason: "expected Never, found Sometimes"}},
		{"sometimes, is always", word("Sometimes"), found(verify.Always),
			Judgement{Expected: "Sometimes", Reason: "expected Sometimes, found Always"}},
		{"always, is always", word("Always"), found(verify.Always), Judgement{Expected: "Always", Pass: true}},
		{"maybe", word("Maybe"), found(verify.Sometimes), Judgement{Expected: "Maybe", Pass: true}},
		{"lower case is no observation", word("never"), found(verify.Never),
			Judgement{Expected: "never", Reason: "`never` is no verdict: write Never, Sometimes, Always, Maybe or DEADLOCK; found Never"}},
		{"no verdict", word("Free"), found(verify.Sometimes),
			Judgement{Expected: "Free", Reason: "`Free` is no verdict: write Never, Sometimes, Always, Maybe or DEADLOCK; found Sometimes"}},
		{"no verdict, deadlocks", word("Free"), dead,
			Judgement{Expected: "Free", Reason: "`Free` is no verdict: write Never, Sometimes, Always, Maybe or DEADLOCK; no execution is possible at all"}},
		{"no verdict, unending loop", word("Free"), &verify.Result{NoExecution: true, Bounded: true},
			Judgement{Expected: "Free", Reason: "`Free` is no verdict: write Never, Sometimes, Always, Maybe or DEADLOCK; no execution ends within the loop bound"}},
		{"race forgives no verdict", racy("Free"), found(verify.Sometimes, "data-race"),
			Judgement{Expected: "Free", Pass: true}},
		{"another flag is no race", word("Never"), found(verify.Never, "lock-final"), Judgement{Expected: "Never", Pass: true}},
		{"race not announced", word("Sometimes"), found(verify.Sometimes, "data-race"),
			Judgement{Expected: "Sometimes", Reason: "a data race was found and none was expected"}},
		{"race not announced, maybe", word("Maybe"), found(verify.Sometimes, "data-race"),
			Judgement{Expected: "Maybe", Reason: "a data race was found and none was expected"}},
		{"race announced", racy("Sometimes"), found(verify.Sometimes, "data-race"),
			Judgement{Expected: "Sometimes", Pass: true}},
		{"race announced and missing", racy("Sometimes"), found(verify.Sometimes),
			Judgement{Expected: "Sometimes", Reason: "a data race was expected and there is none"}},
		{"race forgives another observation", racy("Never"), found(verify.Sometimes, "data-race"),
			Judgement{Expected: "Never", Pass: true}},
		{"deadlock", word("DEADLOCK"), dead, Judgement{Expected: "DEADLOCK", Pass: true}},
		{"deadlock that runs", word("DEADLOCK"), found(verify.Never),
			Judgement{Expected: "DEADLOCK", Reason: "expected that no execution is possible, found Never"}},
		{"never, deadlocks", word("Never"), dead,
			Judgement{Expected: "Never", Reason: "expected Never, but no execution is possible at all"}},
		{"maybe, deadlocks", word("Maybe"), dead,
			Judgement{Expected: "Maybe", Reason: "expected Maybe, but no execution is possible at all"}},
		{"undecided", word("Never"), &verify.Result{Status: verify.Timeout}, Judgement{Expected: "Never"}},
		{"not asked", word("Never"), nil, Judgement{Expected: "Never"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Judge(&prog.Program{Expect: tt.expect, Cond: &prog.Condition{}}, tt.res); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
