-- What the picture shows: a missed expectation, the verdict above the test, and
-- the execution that explains it. Sourced by Neovim in a terminal, see scene.sh.
local ready = assert(os.getenv('FENCEPOST_READY'), 'FENCEPOST_READY names no file')

vim.o.termguicolors = true
vim.o.background = 'light'
vim.o.number = true
vim.o.signcolumn = 'yes'
vim.o.showmode = false
vim.o.ruler = false
vim.o.laststatus = 2
vim.o.statusline = " %f%=%{v:lua.require'fencepost'.status()} "
for group, look in pairs({
  Normal = { fg = '#222222', bg = '#fdfdfb' },
  NormalFloat = { bg = '#f4f4ee' },
  Comment = { fg = '#6a7a6a', italic = true },
  SpecialComment = { fg = '#3a6a3a', bold = true },
  Type = { fg = '#1f6f8b' },
  Special = { fg = '#7a3e9d' },
  Function = { fg = '#1a4fa0', bold = true },
  Title = { fg = '#1a4fa0', bold = true },
  PreProc = { fg = '#8a5a00' },
  Keyword = { fg = '#a03a1a', bold = true },
  Statement = { fg = '#a03a1a', bold = true },
  Identifier = { fg = '#a05a00' },
  Number = { fg = '#a0207a' },
  String = { fg = '#2a7a2a' },
  Operator = { fg = '#a03a1a' },
  LineNr = { fg = '#aaaaa0' },
  NonText = { fg = '#c4c4bc' },
  SignColumn = { bg = '#fdfdfb' },
  StatusLine = { fg = '#ffffff', bg = '#4a5a6a', bold = true },
  StatusLineNC = { fg = '#dddddd', bg = '#7a8a9a' },
  VertSplit = { fg = '#7a8a9a', bg = '#7a8a9a' },
  Visual = { bg = '#fff0b8' },
  LspCodeLens = { fg = '#8a8a80', italic = true },
  LspCodeLensSeparator = { fg = '#c4c4bc' },
  DiagnosticError = { fg = '#c01c1c' },
  DiagnosticWarn = { fg = '#b06a00' },
  DiagnosticUnderlineError = { sp = '#c01c1c', undercurl = true, underline = true },
  DiagnosticUnderlineWarn = { sp = '#b06a00', undercurl = true, underline = true },
}) do
  vim.api.nvim_set_hl(0, group, look)
end
vim.o.fillchars = 'eob: '

-- step calls run() when condition() holds, without blocking the screen.
local function step(condition, run)
  local timer = vim.loop.new_timer()
  timer:start(20, 20, vim.schedule_wrap(function()
    if timer:is_closing() or not condition() then
      return
    end
    timer:close()
    run()
  end))
end

local buf = vim.api.nvim_get_current_buf()
step(function()
  local lenses = vim.lsp.codelens.get(buf) or {}
  local title = lenses[1] and lenses[1].command and lenses[1].command.title
  return title and title:find('Sometimes') and #vim.diagnostic.get(buf) > 0
end, function()
  vim.cmd('botright FencepostExecution')
  step(function()
    return vim.bo.filetype == 'fencepost-execution'
  end, function()
    vim.fn.search('READ_ONCE(\\*data)')
    vim.cmd('doautocmd CursorMoved')
    vim.cmd('echo ""')
    vim.cmd('redraw!')
    vim.fn.writefile({}, ready)
  end)
end)
