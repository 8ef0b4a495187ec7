if vim.b.did_indent then
  return
end
vim.b.did_indent = 1

-- Threads are C. The lines around them start in the first column, which C's
-- rules give them too.
vim.bo.cindent = true
vim.bo.cinoptions = '(0,:0,l1'
vim.bo.expandtab = false
vim.b.undo_indent = 'setlocal cindent< cinoptions< expandtab<'
