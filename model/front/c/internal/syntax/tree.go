package syntax

import (
	"fmt"

	sitter "github.com/tree-sitter/go-tree-sitter"
	grammar "github.com/tree-sitter/tree-sitter-c/bindings/go"
)

// node is a node of tree-sitter's tree. It has no fields: the grammar's names for
// children follow from their order.
type node struct {
	kind kind
	// start and end are offsets into the rendering.
	start, end int32
	// child is the first child, next the next sibling, none if there is none.
	child, next int32
}

// flaw is a node of a tree with errors that is one.
type flaw struct {
	start, end int32
	// missing is what was put in, "" if text was left out.
	missing string
}

// parser runs tree-sitter. It holds memory of C only while it runs.
type parser struct {
	language *sitter.Language
	// kinds are those of tree-sitter's numbers, unknownKind if not met yet.
	kinds []kind
}

func newParser() *parser {
	l := sitter.NewLanguage(grammar.Language())
	return &parser{language: l, kinds: make([]kind, l.NodeKindCount())}
}

// parse reads a text. It returns the nodes, the root first, or the flaws.
func (p *parser) parse(text []byte) ([]node, []flaw) {
	engine := sitter.NewParser()
	defer engine.Close()
	if err := engine.SetLanguage(p.language); err != nil {
		panic(fmt.Sprintf("syntax: the grammar does not fit the parser: %v", err))
	}
	tree := engine.Parse(text, nil)
	if tree == nil {
		return nil, []flaw{{0, int32(len(text)), ""}}
	}
	defer tree.Close()
	root := tree.RootNode()
	if root.HasError() {
		return nil, flaws(root, text)
	}
	cursor := tree.Walk()
	defer cursor.Close()
	return p.read(cursor, len(text)), nil
}

// read copies a tree without errors. It asks tree-sitter for as little as possible,
// since each question costs as much as parsing some bytes.
func (p *parser) read(cursor *sitter.TreeCursor, size int) []node {
	nodes := make([]node, 0, size/3+16)
	// open are the nodes from the root to the current one's parent.
	var open []int32
	previous := int32(none)
	for {
		n := cursor.Node()
		k := p.kind(n.KindId())
		at := int32(len(nodes))
		nodes = append(nodes, node{kind: k, child: none, next: none})
		if previous != none {
			nodes[previous].next = at
		} else if len(open) > 0 {
			nodes[open[len(open)-1]].child = at
		}
		if !k.isLeaf() && cursor.GotoFirstChild() {
			open = append(open, at)
			previous = none
			continue
		}
		nodes[at].start, nodes[at].end = int32(n.StartByte()), int32(n.EndByte())
		for !cursor.GotoNextSibling() {
			if len(open) == 0 {
				return nodes
			}
			parent := open[len(open)-1]
			open = open[:len(open)-1]
			nodes[parent].start = nodes[nodes[parent].child].start
			nodes[parent].end = nodes[at].end
			cursor.GotoParent()
			at = parent
		}
		previous = at
	}
}

// kind returns the kind with tree-sitter's number id.
func (p *parser) kind(id uint16) kind {
	if int(id) >= len(p.kinds) {
		return otherKind
	}
	k := &p.kinds[id]
	if *k == unknownKind {
		*k = kindOf(p.language.NodeKindForId(id), p.language.NodeKindIsNamed(id))
	}
	return *k
}

// flaws lists the outermost nodes that are errors.
func flaws(root *sitter.Node, text []byte) []flaw {
	var list []flaw
	cursor := root.Walk()
	defer cursor.Close()
	for {
		n := cursor.Node()
		switch {
		case n.IsMissing():
			list = append(list, flaw{int32(n.StartByte()), int32(n.EndByte()), n.Kind()})
		case n.IsError():
			list = append(list, flaw{int32(n.StartByte()), int32(n.EndByte()), ""})
		case n.HasError() && cursor.GotoFirstChild():
			continue
		}
		for !cursor.GotoNextSibling() {
			if !cursor.GotoParent() {
				return list
			}
		}
	}
}
