if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = 1

-- Inside a thread, where most lines are, comments are those of C; around the
-- threads they are (* … *).
vim.bo.commentstring = '// %s'
vim.bo.comments = 's1:(*,mb:*,ex:*),s1:/*,mb:*,ex:*/,://'
vim.bo.iskeyword = '@,48-57,_,192-255'
vim.opt_local.formatoptions:remove('t')
vim.opt_local.formatoptions:append('croql')
vim.b.undo_ftplugin = 'setlocal commentstring< comments< iskeyword< formatoptions<'
