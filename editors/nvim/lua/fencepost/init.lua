-- Fencepost: litmus tests of the Linux-kernel memory model, verified while they
-- are typed. See :help fencepost.
local M = {}

-- The options in force, and whether start() has come.
local state = { options = nil, started = false }

-- tell shows a message with the plugin's name in front.
function M.tell(text, level)
  vim.notify('fencepost: ' .. text, level or vim.log.levels.INFO)
end

-- options returns the options in force.
function M.options()
  if not state.options then
    state.options = require('fencepost.options').defaults()
  end
  return state.options
end

-- setup sets options; see :help fencepost-options. It may be called before or
-- after the plugin is loaded, and again.
function M.setup(opts)
  local merged, problems = require('fencepost.options').merge(opts)
  local before = state.options
  state.options = merged
  if #problems > 0 then
    M.tell('wrong options in setup():\n  ' .. table.concat(problems, '\n  '), vim.log.levels.ERROR)
  end
  if not state.started then
    -- A plugin manager may call setup() without sourcing plugin/.
    vim.schedule(M.start)
  elseif before and not vim.deep_equal(before, merged) then
    require('fencepost.client').reconfigure()
  end
end

-- start arranges that litmus files are attached to the server, those too that
-- are open already. Calling it again does nothing.
function M.start()
  if state.started then
    return
  end
  state.started = true
  require('fencepost.client').arrange()
end

-- restart stops the server and starts it again for all open litmus files.
function M.restart()
  require('fencepost.client').restart()
end

-- status returns a short text for a statusline: what is known of the buffer's
-- tests, or that they are being checked. It is empty where no client is attached.
function M.status(bufnr)
  return require('fencepost.results').status(bufnr)
end

-- results returns the tests of a buffer as the server last told them (TestItem
-- of the protocol), or nil.
function M.results(bufnr)
  local known = require('fencepost.results').of(bufnr)
  return known and known.tests
end

return M
