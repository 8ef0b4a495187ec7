-- *.cat are memory models, *.bell the part of a model that names its tags.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  pattern = { '*.cat', '*.bell' },
  command = 'setfiletype cat',
})
