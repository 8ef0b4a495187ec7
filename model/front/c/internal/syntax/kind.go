package syntax

// kind is the kind of a node of the tree.
type kind uint8

const (
	unknownKind kind = iota
	// otherKind is anything that is not told apart.
	otherKind
	// tokenKind is an operator, separator or keyword that is not told apart.
	tokenKind

	identifierKind
	numberKind
	stringKind
	stringsKind
	primitiveKind
	storageKind
	qualifierKind

	colonToken
	semicolonToken
	questionToken
	openToken
	ellipsisToken

	translationUnitKind
	functionKind
	declarationKind
	typedefKind
	initDeclaratorKind
	pointerDeclaratorKind
	arrayDeclaratorKind
	functionDeclaratorKind
	parenDeclaratorKind
	attributedDeclaratorKind
	parametersKind
	parameterKind
	variadicKind
	sizedTypeKind
	structKind
	unionKind
	enumKind
	fieldsKind
	fieldKind
	bitsKind
	enumeratorsKind
	enumeratorKind
	typeDescriptorKind

	compoundKind
	exprStmtKind
	ifKind
	elseKind
	whileKind
	doKind
	forKind
	switchKind
	caseKind
	labelKind
	gotoKind
	breakKind
	continueKind
	returnKind

	unaryKind
	pointerKind
	updateKind
	binaryKind
	assignKind
	conditionalKind
	commaKind
	callKind
	argumentsKind
	fieldExprKind
	subscriptKind
	castKind
	sizeofKind
	parenKind
	compoundLiteralKind
	initListKind
	initPairKind
	fieldDesignatorKind
	indexDesignatorKind
	rangeDesignatorKind
	genericKind
)

// isLeaf reports whether the children of a node say nothing new.
func (k kind) isLeaf() bool { return k >= tokenKind && k <= ellipsisToken && k != stringsKind }

// kindOf returns the kind that tree-sitter calls name.
func kindOf(name string, named bool) kind {
	if !named {
		switch name {
		case ":":
			return colonToken
		case ";":
			return semicolonToken
		case "?":
			return questionToken
		case "(":
			return openToken
		case "...":
			return ellipsisToken
		}
		return tokenKind
	}
	switch name {
	case "identifier", "type_identifier", "field_identifier", "statement_identifier":
		return identifierKind
	case "number_literal":
		return numberKind
	case "string_literal":
		return stringKind
	case "concatenated_string":
		return stringsKind
	case "primitive_type":
		return primitiveKind
	case "storage_class_specifier":
		return storageKind
	case "type_qualifier":
		return qualifierKind
	case "translation_unit":
		return translationUnitKind
	}
	if k := declarationKindOf(name); k != otherKind {
		return k
	}
	if k := statementKindOf(name); k != otherKind {
		return k
	}
	return expressionKindOf(name)
}

func declarationKindOf(name string) kind {
	switch name {
	case "function_definition":
		return functionKind
	case "declaration":
		return declarationKind
	case "type_definition":
		return typedefKind
	case "init_declarator":
		return initDeclaratorKind
	case "pointer_declarator", "abstract_pointer_declarator":
		return pointerDeclaratorKind
	case "array_declarator", "abstract_array_declarator":
		return arrayDeclaratorKind
	case "function_declarator", "abstract_function_declarator":
		return functionDeclaratorKind
	case "parenthesized_declarator", "abstract_parenthesized_declarator":
		return parenDeclaratorKind
	case "attributed_declarator":
		return attributedDeclaratorKind
	case "parameter_list":
		return parametersKind
	case "parameter_declaration":
		return parameterKind
	case "variadic_parameter":
		return variadicKind
	case "sized_type_specifier":
		return sizedTypeKind
	case "struct_specifier":
		return structKind
	case "union_specifier":
		return unionKind
	case "enum_specifier":
		return enumKind
	case "field_declaration_list":
		return fieldsKind
	case "field_declaration":
		return fieldKind
	case "bitfield_clause":
		return bitsKind
	case "enumerator_list":
		return enumeratorsKind
	case "enumerator":
		return enumeratorKind
	case "type_descriptor":
		return typeDescriptorKind
	}
	return otherKind
}

func statementKindOf(name string) kind {
	switch name {
	case "compound_statement":
		return compoundKind
	case "expression_statement":
		return exprStmtKind
	case "if_statement":
		return ifKind
	case "else_clause":
		return elseKind
	case "while_statement":
		return whileKind
	case "do_statement":
		return doKind
	case "for_statement":
		return forKind
	case "switch_statement":
		return switchKind
	case "case_statement":
		return caseKind
	case "labeled_statement":
		return labelKind
	case "goto_statement":
		return gotoKind
	case "break_statement":
		return breakKind
	case "continue_statement":
		return continueKind
	case "return_statement":
		return returnKind
	}
	return otherKind
}

func expressionKindOf(name string) kind {
	switch name {
	case "unary_expression":
		return unaryKind
	case "pointer_expression":
		return pointerKind
	case "update_expression":
		return updateKind
	case "binary_expression":
		return binaryKind
	case "assignment_expression":
		return assignKind
	case "conditional_expression":
		return conditionalKind
	case "comma_expression":
		return commaKind
	case "call_expression":
		return callKind
	case "argument_list":
		return argumentsKind
	case "field_expression":
		return fieldExprKind
	case "subscript_expression":
		return subscriptKind
	case "cast_expression":
		return castKind
	case "sizeof_expression":
		return sizeofKind
	case "parenthesized_expression":
		return parenKind
	case "compound_literal_expression":
		return compoundLiteralKind
	case "initializer_list":
		return initListKind
	case "initializer_pair":
		return initPairKind
	case "field_designator":
		return fieldDesignatorKind
	case "subscript_designator":
		return indexDesignatorKind
	case "subscript_range_designator":
		return rangeDesignatorKind
	case "generic_expression":
		return genericKind
	}
	return otherKind
}
