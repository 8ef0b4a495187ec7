// Package c reads C as it stands in kernel code, with tests in its comments, and
// programs with a main of their own (DESIGN.md section 4).
//
//	text ─ internal/pp ─► expanded text ─ internal/syntax ─► tree
//	     ─ internal/lower, with the types of internal/ctype ─► program
package c
