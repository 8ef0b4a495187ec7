-- *.litmus are litmus tests of herd7.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  pattern = '*.litmus',
  command = 'setfiletype litmus',
})
