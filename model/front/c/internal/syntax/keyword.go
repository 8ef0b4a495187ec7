package syntax

// word says which keyword a word is.
type word uint8

// The keywords, grouped by what they are for; a spelling with underscores is the
// same as the one without.
const (
	// plainWord is a name.
	plainWord word = iota

	// Storage classes and function specifiers.
	wordStatic
	wordExtern
	wordTypedef
	wordInline
	wordRegister
	wordThreadLocal
	wordAuto
	wordNoreturn

	// Qualifiers.
	wordConst
	wordVolatile
	wordRestrict
	wordAtomic

	// Types.
	wordVoid
	wordChar
	wordShort
	wordInt
	wordLong
	wordFloat
	wordDouble
	wordSigned
	wordUnsigned
	wordBool
	wordInt128
	wordComplex
	wordTypeof
	wordTypeofUnqual
	wordAutoType
	wordStruct
	wordUnion
	wordEnum

	// Statements.
	wordIf
	wordElse
	wordWhile
	wordFor
	wordDo
	wordSwitch
	wordCase
	wordDefault
	wordReturn
	wordBreak
	wordContinue
	wordGoto

	// The rest.
	wordSizeof
	wordAlignof
	wordAlignas
	wordGeneric
	wordAttribute
	wordAsm
	wordExtension
	wordLocalLabel
	wordStaticAssert
)

// wordOf returns the keyword that a word is.
func wordOf(s []byte) word {
	if len(s) < 2 || len(s) > 20 {
		return plainWord
	}
	switch string(s) {
	case "static":
		return wordStatic
	case "extern":
		return wordExtern
	case "typedef":
		return wordTypedef
	case "inline", "__inline", "__inline__":
		return wordInline
	case "register":
		return wordRegister
	case "_Thread_local", "__thread", "thread_local":
		return wordThreadLocal
	case "auto":
		return wordAuto
	case "_Noreturn":
		return wordNoreturn
	case "const", "__const", "__const__":
		return wordConst
	case "volatile", "__volatile", "__volatile__":
		return wordVolatile
	case "restrict", "__restrict", "__restrict__":
		return wordRestrict
	case "_Atomic":
		return wordAtomic
	case "sizeof":
		return wordSizeof
	case "_Alignof", "__alignof", "__alignof__":
		return wordAlignof
	case "_Alignas":
		return wordAlignas
	case "_Generic":
		return wordGeneric
	case "__attribute__", "__attribute":
		return wordAttribute
	case "asm", "__asm", "__asm__":
		return wordAsm
	case "__extension__":
		return wordExtension
	case "__label__":
		return wordLocalLabel
	case "_Static_assert", "static_assert":
		return wordStaticAssert
	}
	if w := typeWordOf(s); w != plainWord {
		return w
	}
	return statementWordOf(s)
}

func typeWordOf(s []byte) word {
	switch string(s) {
	case "void":
		return wordVoid
	case "char":
		return wordChar
	case "short":
		return wordShort
	case "int":
		return wordInt
	case "long":
		return wordLong
	case "float":
		return wordFloat
	case "double":
		return wordDouble
	case "signed", "__signed", "__signed__":
		return wordSigned
	case "unsigned":
		return wordUnsigned
	case "_Bool":
		return wordBool
	case "__int128", "__int128_t":
		return wordInt128
	case "_Complex", "__complex__":
		return wordComplex
	case "typeof", "__typeof", "__typeof__":
		return wordTypeof
	case "typeof_unqual", "__typeof_unqual__", "__typeof_unqual":
		return wordTypeofUnqual
	case "__auto_type":
		return wordAutoType
	case "struct":
		return wordStruct
	case "union":
		return wordUnion
	case "enum":
		return wordEnum
	}
	return plainWord
}

func statementWordOf(s []byte) word {
	switch string(s) {
	case "if":
		return wordIf
	case "else":
		return wordElse
	case "while":
		return wordWhile
	case "for":
		return wordFor
	case "do":
		return wordDo
	case "switch":
		return wordSwitch
	case "case":
		return wordCase
	case "default":
		return wordDefault
	case "return":
		return wordReturn
	case "break":
		return wordBreak
	case "continue":
		return wordContinue
	case "goto":
		return wordGoto
	}
	return plainWord
}

func (w word) isStorage() bool   { return wordStatic <= w && w <= wordNoreturn }
func (w word) isQualifier() bool { return wordConst <= w && w <= wordAtomic }

// isType reports whether w is (part of) a type.
func (w word) isType() bool { return wordVoid <= w && w <= wordEnum }

// isRecord reports whether w begins a type that may have a tag and a body.
func (w word) isRecord() bool { return wordStruct <= w && w <= wordEnum }

// isStatement reports whether w begins a statement, or is the else of one.
func (w word) isStatement() bool { return wordIf <= w && w <= wordGoto }

// isTypeof reports whether w has a type or an expression in parentheses.
func (w word) isTypeof() bool { return w == wordTypeof || w == wordTypeofUnqual }

// isDeclaration reports whether only a declaration, or a type, can begin with w.
func (w word) isDeclaration() bool { return w.isStorage() || w.isQualifier() || w.isType() }
