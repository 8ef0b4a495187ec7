package ctype

import "strings"

// declare puts a part of a declarator (`*`, `[4]`, `(int)`) into the spelling of a
// type, where an abstract declarator of C has it: the pointer to "int [4]" is
// "int (*)[4]".
func declare(base, part string) string {
	at := len(base)
	if i := strings.Index(base, "(*"); i >= 0 {
		at = i + 2 // inside the parentheses of a pointer to an array or function
		for at < len(base) && base[at] == '*' {
			at++
		}
		return base[:at] + part + base[at:]
	}
	if i := strings.IndexAny(base, "[("); i >= 0 {
		if part == "*" {
			return base[:i] + "(*)" + base[i:]
		}
		return base[:i] + part + base[i:]
	}
	if part[0] == '[' || part[0] == '(' {
		return base + " " + part
	}
	if strings.HasSuffix(base, "*") {
		return base + part
	}
	return base[:at] + " " + part
}

// trimQualifiers drops the qualifiers that Qualified added.
func trimQualifiers(name string) string {
	for _, q := range []string{"_Atomic", "volatile", "const"} {
		name = strings.TrimSuffix(name, q)
		name = strings.TrimPrefix(name, q+" ")
	}
	for _, q := range []string{"volatile", "const"} {
		name = strings.TrimSuffix(strings.TrimSpace(name), q)
	}
	return strings.TrimSpace(name)
}
