-- :checkhealth fencepost
local M = {}

-- report returns the functions that write a report; 0.10 renamed them.
local function report()
  local health = vim.health or require('health')
  return {
    start = health.start or health.report_start,
    ok = health.ok or health.report_ok,
    info = health.info or health.report_info,
    warn = health.warn or health.report_warn,
    error = health.error or health.report_error,
  }
end

local function neovim(to)
  to.start('fencepost: Neovim')
  local v = vim.version()
  to.ok(('Neovim %d.%d.%d'):format(v.major, v.minor, v.patch))
  for _, feature in ipairs(require('fencepost.compat').features()) do
    if feature[2] then
      to.ok(feature[1])
    else
      to.info(('%s: not in this version (from %s on)'):format(feature[1], feature[3]))
    end
  end
end

-- output runs a command and returns what it writes and whether it succeeded.
local function output(cmd)
  local text = vim.fn.system(cmd)
  return vim.trim(text), vim.v.shell_error == 0
end

local function server(to)
  to.start('fencepost: the server')
  local cmd = require('fencepost').options().cmd
  if type(cmd) == 'function' then
    to.info('`cmd` is a function; there is no program to look for')
    return
  end
  local missing = require('fencepost.client').missing()
  if missing then
    to.error(missing, {
      'make build, then put bin/fencepost into a folder of the PATH',
      "or: require('fencepost').setup({ cmd = { '/where/it/is/fencepost', 'serve' } })",
    })
    return
  end
  to.ok('program: ' .. vim.fn.exepath(cmd[1]))
  local version, ok = output({ cmd[1], 'version' })
  if ok then
    to.ok('version: ' .. version)
  else
    to.warn(('`%s version` fails: %s'):format(cmd[1], version))
  end
  -- A program without the command answers with its general help.
  local help, helps = output({ cmd[1], 'serve', '--help' })
  if helps and help:find('fencepost serve', 1, true) then
    to.ok('it has the command `serve`')
  else
    to.error('it has no command `serve`: it is no fencepost, or one from before there was a language server')
  end
end

local function files(to)
  to.start('fencepost: files')
  local detected = {}
  for _, extension in ipairs({ '*.litmus', '*.cat' }) do
    if #vim.api.nvim_get_autocmds({ event = 'BufRead', pattern = extension }) > 0 then
      table.insert(detected, extension)
    end
  end
  if #detected == 2 then
    to.ok('file types are detected: ' .. table.concat(detected, ', '))
  else
    to.warn('file types are not detected', { ':filetype plugin indent on', 'is editors/nvim in the runtimepath?' })
  end
end

local function attached(to)
  to.start('fencepost: client')
  local compat = require('fencepost.compat')
  local clients = compat.clients('fencepost')
  if #clients == 0 then
    to.info('no client runs; one is started when a litmus file is opened')
    return
  end
  for _, client in ipairs(clients) do
    local names = {}
    for bufnr in pairs(client.attached_buffers) do
      table.insert(names, vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':~:.'))
    end
    table.sort(names)
    to.ok(('client %d, workspace %s'):format(client.id, client.config.root_dir or 'none'))
    to.info('attached to: ' .. (#names > 0 and table.concat(names, ', ') or 'no file'))
  end
end

-- check writes the report.
function M.check()
  local to = report()
  neovim(to)
  server(to)
  files(to)
  attached(to)
end

return M
