package syntax

// inlineAsm rewrites the asm at i and returns the index behind it. As a statement
// it becomes an Asm; behind a declarator it only gives a name to the linker.
func (r *rewriter) inlineAsm(i, end int) int {
	k := i + 1
	for k < end && r.toks[k].class == wordToken {
		k++ // volatile, inline, goto
	}
	if r.op(k) != '(' || k >= end {
		r.problem(i, i+1, "expected `(` after this `%s`", r.str(i))
		r.put(i, i+1, "0", hole{kind: badExprHole, piece: none, message: "asm without its text"})
		return i + 1
	}
	j := r.behindGroup(k, end)
	if (r.endsOperand(i-1) && !r.isCast(i-1)) || r.keyword(i-1).isType() {
		// int x asm("name")
		r.replace(i, j, "")
		return j
	}
	r.put(i, j, "0", hole{kind: asmHole, piece: none, asm: r.readAsm(k+1, r.close(k, end))})
	return j
}

// readAsm tells what matters of the operands of an asm, the tokens from i up to end.
func (r *rewriter) readAsm(i, end int) *Asm {
	a := &Asm{}
	part, operands := 0, false
	for ; i < end; i++ {
		switch t := &r.toks[i]; {
		case t.op == ':':
			part++
		case t.class == stringToken:
			text := stringValue(r.bytes(i))
			switch {
			case part == 0:
				a.Text += text
			case part == 3 && text == "memory":
				a.Clobber = true
			case part == 3 && text == "cc":
				// The flags hold nothing between statements.
			default:
				operands = true
			}
		case t.op != ',':
			operands = true
		}
	}
	a.Empty = a.Text == "" && !operands
	return a
}
