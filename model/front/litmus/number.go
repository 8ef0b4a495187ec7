package litmus

import (
	"strconv"
	"strings"

	"github.com/lkmm-tools/fencepost/model/source"
)

// number is the meaning of a constant.
type number struct {
	// value is wrapped to 32 bits.
	value int64
	// wrapped is set when the text says more than 32 bits hold.
	wrapped bool
	// hex is set for hexadecimal, octal is set for a decimal with a leading
	// zero that C would read otherwise.
	hex, octal bool
	// suffixed is set when the constant has a suffix such as UL, binary when it
	// is written 0b….
	suffixed, binary bool
}

// readNumber reads a constant as it is spelled, sign included. It fails if it is
// not a constant of 64 bits.
func readNumber(text string) (number, bool) {
	var n number
	digits, negative := strings.CutPrefix(text, "-")
	base := 10
	switch {
	case strings.HasPrefix(digits, "0x") || strings.HasPrefix(digits, "0X"):
		n.hex = true
		base, digits = 16, digits[2:]
	case strings.HasPrefix(digits, "0b") || strings.HasPrefix(digits, "0B"):
		n.binary = true
		base, digits = 2, digits[2:]
	}
	if bare := strings.TrimRight(digits, "uUlL"); len(bare) < len(digits) {
		if len(digits)-len(bare) > 3 {
			return n, false
		}
		n.suffixed = true
		digits = bare
	}
	u, err := strconv.ParseUint(digits, base, 64)
	if err != nil || strings.HasPrefix(digits, "_") {
		return n, false
	}
	v := int64(u)
	if negative {
		v = -v
	}
	n.octal = base == 10 && len(digits) > 1 && digits[0] == '0' && u > 7
	n.wrapped = u > 1<<31 || u == 1<<31 && !negative
	if n.hex && u <= 0xffffffff && !negative {
		n.wrapped = false
	}
	n.value = int64(int32(v))
	return n, true
}

// codeNumber returns the value of a constant in C code, and reports what is
// unusual about it.
func codeNumber(rep *reporter, span source.Span, text string) int64 {
	n, ok := readNumber(text)
	if !ok {
		rep.errorf(BadNumber, span, "`%s` is not an integer constant that fits in 32 bits", shown(text))
		return 0
	}
	if n.hex || n.binary || n.suffixed {
		rep.rejected(span, "constants are plain decimals there; write %d", n.value)
	}
	warnNumber(rep, span, text, n)
	return n.value
}

// stateNumber returns the value of a constant in the init block or the final
// section, and reports what is unusual about it.
func stateNumber(rep *reporter, span source.Span, text string) int64 {
	n, ok := readNumber(text)
	if !ok {
		rep.errorf(BadNumber, span, "`%s` is not an integer constant that fits in 32 bits", shown(text))
		return 0
	}
	switch {
	case n.binary || n.suffixed || n.hex && strings.HasPrefix(text, "-"):
		rep.rejected(span, "constants are decimal or 0x… there; write %d", n.value)
	case n.wrapped:
		rep.rejected(span, "the constant does not fit in 32 signed bits; write %d", n.value)
	}
	warnNumber(rep, span, text, n)
	return n.value
}

func warnNumber(rep *reporter, span source.Span, text string, n number) {
	if n.octal {
		rep.warnf(OctalNumber, span, "`%s` is the decimal %d here, although C reads a leading zero as octal", shown(text), n.value)
	}
	if n.wrapped {
		rep.warnf(WrappedNumber, span, "`%s` does not fit in 32 bits and becomes %d", shown(text), n.value)
	}
}
