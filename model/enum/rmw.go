package enum

import (
	"github.com/lkmm-tools/fencepost/model/event"
	"github.com/lkmm-tools/fencepost/model/prog"
	"github.com/lkmm-tools/fencepost/model/source"
)

// halves are the two events of a successful read-modify-write.
type halves struct {
	r, w int
	old  term
}

// write sets the value that the write half writes.
func (m halves) write(p *path, v term) { p.nodes[m.w].val = v }

// rmw adds the events of a successful read-modify-write. The caller adds the
// edges between them, and those from the operands.
func (l *lowering) rmw(p *path, tag prog.Tag, t prog.Type, q port, addr term, span source.Span) halves {
	readTag, writeTag, fenced := l.halfTags(tag)
	before := -1
	if fenced {
		before = p.add(node{kind: event.Fence, tag: "mb", span: span})
	}
	m := halves{old: p.newVar()}
	m.r = p.add(node{kind: event.Read, tag: readTag, typ: t, atomic: true, port: q, span: span, addr: addr, val: m.old})
	m.w = p.add(node{kind: event.Write, tag: writeTag, typ: t, atomic: true, span: span, addr: addr})
	p.rmw = append(p.rmw, edge{m.r, m.w})
	if fenced {
		after := p.add(node{kind: event.Fence, tag: "mb", span: span})
		p.ctrl = append(p.ctrl, edge{before, m.r}, edge{m.w, after})
	}
	return m
}

// halfTags returns the tags of the two halves, and whether full fences stand
// around them.
func (l *lowering) halfTags(tag prog.Tag) (r, w prog.Tag, fenced bool) {
	if !l.prog.FencedRMW {
		return tag, tag, false
	}
	switch tag {
	case "mb":
		return "once", "once", true
	case "acquire", "noreturn":
		return tag, "once", false
	case "release":
		return "once", tag, false
	default:
		return tag, tag, false
	}
}
