" Vim syntax file: the window of :FencepostExecution.

if exists('b:current_syntax')
  finish
endif

syntax match fencepostTest      /^\%1l\S.*$/
syntax match fencepostThread    /\<P\d\+\>/
syntax match fencepostRule      /-\{3,}\|\s|\s\|\s|$/
syntax match fencepostLine      /\%(^\|| \)\s*\zs\d\+\ze [a-z]\+ /
syntax match fencepostReads     /\<reads .\{-}\ze\%(\s\+|\|\s*$\)/ contains=fencepostFrom
syntax match fencepostWrites    /\<writes .\{-}\ze\%(\s\+|\|\s*$\)/
syntax match fencepostFrom      /\<from [a-z]\+\>\|(initial)/ contained
syntax match fencepostQuestion  /^\s*\%(\~\?exists\|forall\)\>.*$/
syntax match fencepostEnd       /\<In the end:.*$/
syntax match fencepostKeys      /^<CR> .*$\|^<Tab> .*$\|^q closes$/

highlight default link fencepostTest     Title
highlight default link fencepostThread   Function
highlight default link fencepostRule     NonText
highlight default link fencepostLine     LineNr
highlight default link fencepostReads    Identifier
highlight default link fencepostWrites   String
highlight default link fencepostFrom     Special
highlight default link fencepostQuestion Statement
highlight default link fencepostEnd      Title
highlight default link fencepostKeys     Comment

let b:current_syntax = 'fencepost-execution'
