" Vim syntax file: litmus tests in C, as herd7 reads them.

if exists('b:current_syntax')
  finish
endif

syntax case match
syntax spell toplevel

" The first line names the test: C MP+poonceonces
syntax match  litmusHeader /\%^C\>.*$/ contains=litmusArch,litmusString,litmusOuterComment
syntax match  litmusArch   /\%^C\>/ contained nextgroup=litmusName skipwhite
syntax match  litmusName   /[^ \t("]\+/ contained

" Comments are (* … *) around the threads, and those of C inside. (*x) in an
" expression is none: an outer comment's star is followed by a blank, a line end
" or another star.
syntax keyword litmusTodo         TODO FIXME XXX NOTE contained
syntax match   litmusExpectation  /\<Result:\s*\%(Never\|Sometimes\|Always\|Maybe\|DEADLOCK\|DATARACE\|\s\)*/ contained
syntax region  litmusOuterComment start=/(\*\ze\%(\s\|\*\|$\)/ end=/\*)/ contains=litmusTodo,litmusExpectation,@Spell
syntax region  litmusComment      start=@/\*@ end=@\*/@ contains=litmusTodo,litmusExpectation,@Spell
syntax match   litmusComment      @//.*$@ contains=litmusTodo,@Spell
syntax region  litmusString       start=/"/ end=/"/ oneline

" Types and C's own words
syntax keyword litmusType int long char short unsigned signed void volatile const bool
syntax keyword litmusType u8 u16 u32 u64 s8 s16 s32 s64 uintptr_t intptr_t
syntax keyword litmusType atomic_t spinlock_t struct srcu_struct
syntax keyword litmusConditional if else
syntax keyword litmusRepeat      while for do

" Threads: P0(int *x)
syntax match litmusThread /^\s*P\d\+\ze\s*(/

" Numbers
syntax match litmusNumber /\<\%(0[xX]\x\+\|\d\+\)[uUlL]*\>/

" Primitives, family by family
syntax match litmusAccess  /\<\%(READ_ONCE\|WRITE_ONCE\|smp_load_acquire\|smp_store_release\|smp_store_mb\)\>/
syntax match litmusAccess  /\<rcu_\%(dereference\|assign_pointer\)\>/
syntax match litmusBarrier /\<\%(barrier\|smp_[rw]\?mb\|smp_mb__\%(before\|after\)_\w\+\)\>/
syntax match litmusAtomic  /\<atomic_\%(t\>\)\@!\w\+/
syntax match litmusAtomic  /\<\%(cmp\)\?xchg\%(_relaxed\|_acquire\|_release\)\?\>/
syntax match litmusLock    /\<spin_\%(lock\|unlock\|trylock\|is_locked\)\>/
syntax match litmusRcu     /\<rcu_read_\%(un\)\?lock\>/
syntax match litmusRcu     /\<srcu_\%(read_\%(un\)\?lock\|down_read\|up_read\)\>/
syntax match litmusRcu     /\<synchronize_s\?rcu\%(_expedited\)\?\>/

" The question: exists (1:r0=1 /\ 1:r1=0)
syntax match litmusQuestion  /^\s*\%(\~\s*\)\?\%(exists\|forall\)\>/
syntax match litmusQuestion  /^\s*\%(locations\|filter\|final\|observed\|Observed\)\>/
syntax match litmusConnector @/\\\|\\/\|=>@
syntax match litmusRegister  /\<\d\+:\w\+/ contains=litmusThreadNumber
syntax match litmusThreadNumber /\<\d\+\ze:/ contained

syntax sync minlines=200

highlight default link litmusArch         PreProc
highlight default link litmusName         Title
highlight default link litmusTodo         Todo
highlight default link litmusExpectation  SpecialComment
highlight default link litmusOuterComment Comment
highlight default link litmusComment      Comment
highlight default link litmusString       String
highlight default link litmusType         Type
highlight default link litmusConditional  Conditional
highlight default link litmusRepeat       Repeat
highlight default link litmusThread       Function
highlight default link litmusNumber       Number
highlight default link litmusAccess       Special
highlight default link litmusBarrier      Macro
highlight default link litmusAtomic       Special
highlight default link litmusLock         Special
highlight default link litmusRcu          Special
highlight default link litmusQuestion     Keyword
highlight default link litmusConnector    Operator
highlight default link litmusRegister     Identifier
highlight default link litmusThreadNumber Number

let b:current_syntax = 'litmus'
