package cat

import "testing"

// The text of a model shows that it is coherent, or it does not.
func TestCoherent(t *testing.T) {
	const (
		cos    = "include \"cos.cat\"\n"
		axioms = "acyclic po-loc | rf | co | fr as a\nempty rmw & (fre ; coe) as b\n"
		locks  = "include \"cross.cat\" let W = W | LKW\n"
		derive = "let coe = co & ext let fr = rf^-1 ; co let fre = fr & ext\n"
	)
	tests := []struct {
		text string
		want bool
	}{
		{cos + axioms, true},
		{"include \"cos-opt.cat\"\n" + axioms, true},
		{cos + "acyclic po | (rf | co)+ | fr? as a let x = rmw | po empty (fr ; co) & x as b", true},
		{cos + "let com = rf | co | fr procedure p(r) = acyclic po-loc | r as a end call p(com) empty rmw & (fre ; coe)", true},
		{cos + "let f(a, b) = a | b let g x = f(x, rf) acyclic f(po-loc, g(co | fr)) empty rmw & (fre ; coe)", true},
		{cos + "let rf = rf | [W] let co = (co | 0)+ let fr = rf^-1 ; co let fre = fr & ext\n" + axioms, true},
		{cos + "if \"lkmmv2\" acyclic po-loc | rf | co | fr else empty 0 end empty rmw & (fre ; coe)", false},
		{cos + "if not \"lkmmv2\" acyclic po-loc | rf | co | fr else empty 0 end empty rmw & (fre ; coe)", true},
		{"include \"cross.cat\" with co from generate_cos(co0)\n" + derive + axioms, true},
		{locks + "include \"cross.cat\" with co from generate_cos(co0 | [IW] ; loc ; [LKW])\n" + derive + axioms, true},

		{cos, false},
		{cos + "acyclic po-loc | rf | co | fr as a", false},
		{cos + "empty rmw & (fre ; coe) as a", false},
		{cos + "flag ~acyclic po-loc | rf | co | fr as a empty rmw & (fre ; coe) as b", false},
		{cos + "acyclic po-loc | rf | co as a empty rmw & (fre ; coe) as b", false},
		{cos + "acyclic (po-loc \\ [R] ; po ; [R]) | rf | co | fr as a empty rmw & (fre ; coe) as b", false},
		{cos + "let rf = rfe " + axioms, false},
		{cos + "let po-loc = po & addr " + axioms, false},
		{cos + "let rmw = rmw & loc\n" + axioms, false},
		{cos + "let co = co \\ id\n" + axioms, false},
		{cos + "enum T = 'co let co = Co let fr = Co\n" + axioms, false},
		{cos + "with rf from {rf}\n" + axioms, false},
		{cos + "if rf = 0 let rf = 0 else let rf = rf end\n" + axioms, false},
		{cos + "forall r in {rf} do acyclic po-loc | r | co | fr end empty rmw & (fre ; coe) as b", false},
		{cos + "let rec a = po-loc | rf | co | fr acyclic a empty rmw & (fre ; coe) as b", false},
		{cos + "with mo from generate_cos(co0)\n" + axioms, false},
		{"with co from {0}\n" + derive + axioms, false},
		{"include \"cross.cat\" with co from generate_cos(0)\n" + derive + axioms, false},
		{"include \"cross.cat\" let co0 = IW * W with co from generate_cos(co0)\n" + derive + axioms, false},
		{"let W = W \\ IW include \"cross.cat\" with co from generate_cos(co0)\n" + derive + axioms, false},
		{locks + "include \"cross.cat\" with co from generate_cos(co0)\n" + derive + axioms, false},
		{"let generate_cos x = {0} with co from generate_cos(co0)\n" + derive + axioms, false},
		{axioms, false},
	}
	for _, test := range tests {
		m, problems := loadText(texts{"m.cat": test.text})
		if len(m.Instrs) == 0 {
			t.Fatalf("%s\n%s", test.text, problems)
		}
		if got := m.Coherent(); got != test.want {
			t.Errorf("%t: %s\n%s", got, test.text, problems)
		}
	}
}
