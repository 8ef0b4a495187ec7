package syntax

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"
)

// intConstant reads an integer constant. err says what is wrong with it.
func intConstant(text string) (x Int, err error) {
	digits := strings.ReplaceAll(text, "'", "")
	base := 10
	switch {
	case strings.HasPrefix(digits, "0x"), strings.HasPrefix(digits, "0X"):
		base, digits = 16, digits[2:]
	case strings.HasPrefix(digits, "0b"), strings.HasPrefix(digits, "0B"):
		base, digits = 2, digits[2:]
	case len(digits) > 1 && digits[0] == '0':
		base, digits = 8, digits[1:]
	}
	x.Decimal = base == 10
	n := 0
	for n < len(digits) && digitValue(digits[n]) < max(base, 10) {
		n++
	}
	suffix := digits[n:]
	digits = digits[:n]
	if digits == "" && (base != 8 || suffix == "") {
		return x, fmt.Errorf("this number has no digits")
	}
	if digits == "" {
		digits = "0"
	}
	switch strings.ToLower(suffix) {
	case "":
	case "u":
		x.Unsigned = true
	case "l":
		x.Long = 1
	case "ul", "lu":
		x.Unsigned, x.Long = true, 1
	case "ll":
		x.Long = 2
	case "ull", "llu":
		x.Unsigned, x.Long = true, 2
	default:
		return x, fmt.Errorf("`%s` is no suffix of a number", suffix)
	}
	if x.Long == 2 && strings.ContainsAny(suffix, "l") && strings.ContainsAny(suffix, "L") {
		return x, fmt.Errorf("`%s` is no suffix of a number", suffix)
	}
	for i := range len(digits) {
		if digitValue(digits[i]) >= base {
			return x, fmt.Errorf("`%c` is no digit of this number, which begins like one of base %d", digits[i], base)
		}
	}
	v, ok := new(big.Int).SetString(digits, base)
	if !ok || !v.IsUint64() {
		return x, fmt.Errorf("this number does not fit in 64 bits")
	}
	x.Value = v.Uint64()
	return x, nil
}

func digitValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return 99
}

// isFloat reports whether a number is a floating constant.
func isFloat(text string) bool {
	if len(text) > 1 && text[0] == '0' && text[1]|0x20 == 'x' {
		return strings.ContainsAny(text, ".pP")
	}
	if len(text) > 1 && text[0] == '0' && text[1]|0x20 == 'b' {
		return false
	}
	return strings.ContainsAny(text, ".eE") || strings.HasSuffix(strings.ToLower(text), "f")
}

// unquote splits a literal into its prefix and what is between its quotes.
func unquote(b []byte) (prefix, body string) {
	n := strings.IndexAny(string(b), `"'`)
	if n < 0 || len(b) < n+2 {
		return "", ""
	}
	return string(b[:n]), string(b[n+1 : len(b)-1])
}

// stringValue returns the characters of a string literal.
func stringValue(b []byte) string {
	_, body := unquote(b)
	if !strings.Contains(body, `\`) {
		return body
	}
	var out strings.Builder
	for body != "" {
		v, escaped, n := character(body)
		switch {
		case escaped && v < 0x100:
			out.WriteByte(byte(v))
		case v > utf8.MaxRune:
			out.WriteRune(utf8.RuneError)
		case escaped:
			out.WriteRune(rune(v))
		default:
			out.WriteString(body[:n])
		}
		body = body[n:]
	}
	return out.String()
}

// charValue returns the value of a character constant: that of its type, which is
// int, or an unsigned one with a prefix.
func charValue(b []byte) (value int64, unsigned bool, err error) {
	prefix, body := unquote(b)
	if body == "" {
		return 0, false, fmt.Errorf("there is no character between these quotes")
	}
	count := 0
	var bytes uint32
	var last uint64
	for body != "" {
		v, escaped, n := character(body)
		last = v
		if escaped {
			bytes = bytes<<8 | uint32(v&0xff)
			count++
		} else {
			for i := range n {
				bytes = bytes<<8 | uint32(body[i])
				count++
			}
		}
		body = body[n:]
	}
	if prefix != "" {
		return int64(uint32(last)), prefix != "L", nil
	}
	switch {
	case count == 1:
		return int64(int8(bytes)), false, nil
	case count > 4:
		return 0, false, fmt.Errorf("there are too many characters between these quotes")
	}
	return int64(int32(bytes)), false, nil
}

// character reads the first character of the body of a literal. escaped is set for
// an escape sequence; n is its length.
func character(s string) (v uint64, escaped bool, n int) {
	if s[0] != '\\' || len(s) == 1 {
		c, size := utf8.DecodeRuneInString(s)
		if c == utf8.RuneError {
			return uint64(s[0]), false, 1
		}
		return uint64(c), false, size
	}
	switch c := s[1]; c {
	case 'a', 'b', 't', 'n', 'v', 'f', 'r':
		return uint64(strings.IndexByte("abtnvfr", c)) + 7, true, 2
	case 'e', 'E':
		return 27, true, 2
	case 'x', 'u', 'U':
		longest := map[byte]int{'x': len(s), 'u': 6, 'U': 10}[c]
		for n = 2; n < min(longest, len(s)) && digitValue(s[n]) < 16; n++ {
			v = v<<4 | uint64(digitValue(s[n]))
		}
		return v & 0xffffffff, true, n
	}
	for n = 1; n < min(4, len(s)) && '0' <= s[n] && s[n] <= '7'; n++ {
		v = v<<3 | uint64(s[n]-'0')
	}
	if n > 1 {
		return v, true, n
	}
	_, size := utf8.DecodeRuneInString(s[1:])
	return uint64(s[1]), true, 1 + size
}
