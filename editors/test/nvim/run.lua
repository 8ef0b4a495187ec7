-- Runs the spec that the variable SPEC names, inside of Neovim.
local spec = assert(os.getenv('SPEC'), 'SPEC names no file')
package.path = vim.fn.fnamemodify(spec, ':h') .. '/?.lua;' .. package.path

local ok, failed, all = pcall(function()
  local T = require('harness')
  dofile(spec)
  return T.run()
end)
if not ok then
  io.stdout:write('FAILED ' .. tostring(failed) .. '\n')
  vim.cmd('cquit 1')
elseif failed > 0 or all == 0 then
  io.stdout:write(('%d of %d failed\n'):format(failed, all))
  vim.cmd('cquit 1')
end
vim.cmd('qall!')
