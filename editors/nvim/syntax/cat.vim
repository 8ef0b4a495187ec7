" Vim syntax file: memory models in cat.

if exists('b:current_syntax')
  finish
endif

syntax case match

syntax keyword catTodo    TODO FIXME XXX NOTE contained
syntax region  catComment start=/(\*/ end=/\*)/ contains=catComment,catTodo,@Spell
syntax region  catString  start=/"/ end=/"/ oneline
syntax match   catTag     /'[A-Za-z][A-Za-z0-9_.-]*/

" Names have dashes in them, so keywords are matched as whole names.
syntax keyword catStatement let rec and in fun match with begin end try if then else when
syntax keyword catStatement procedure call forall do from as enum instructions default
syntax keyword catCheck     acyclic irreflexive empty flag undefined_unless assert subset
syntax keyword catInclude   include show unshow
syntax match   catLabel     /\<as\s\+\zs[A-Za-z][A-Za-z0-9_.-]*/

" What every model starts from
syntax keyword catBase po rf co fr rfi rfe coi coe fri fre addr data ctrl rmw loc int ext id crit
syntax keyword catBase po-loc com emptyset
syntax keyword catSet  R W M F IW FW B RMW
syntax keyword catBuiltin domain range fencerel toid fold map classes linearisations tag2scope tag2instrs tag2events

syntax match catOperator /[|&\\;~*+?=]\|\^-1\|->/
syntax match catBracket  /[][]/

syntax sync minlines=100

highlight default link catTodo      Todo
highlight default link catComment   Comment
highlight default link catString    String
highlight default link catTag       Constant
highlight default link catStatement Statement
highlight default link catCheck     Keyword
highlight default link catInclude   Include
highlight default link catLabel     Label
highlight default link catBase      Identifier
highlight default link catSet       Type
highlight default link catBuiltin   Function
highlight default link catOperator  Operator
highlight default link catBracket   Delimiter

let b:current_syntax = 'cat'
