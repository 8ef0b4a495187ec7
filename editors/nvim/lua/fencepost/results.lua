-- What the server last said of each file's tests, and how that is put in words.
local compat = require('fencepost.compat')

local M = {}

-- by_buffer holds { version, tests, client_id }, status { state, running, waiting }
-- by client.
local known = { by_buffer = {}, status = {} }

local function announce(event)
  pcall(vim.api.nvim_exec_autocmds, 'User', { pattern = event, modeline = false })
  pcall(vim.cmd, 'redrawstatus')
end

-- refresh_lenses brings the code lenses of a buffer up to date, if they are wanted.
function M.refresh_lenses(client, bufnr)
  if require('fencepost').options().settings.codeLens ~= false then
    compat.refresh_lenses(client, bufnr)
  end
end

-- take keeps the tests of a fencepost/results notification. One about an older
-- version of the text than the one known is left out.
function M.take(params, client_id)
  local bufnr = vim.uri_to_bufnr(params.uri)
  local before = known.by_buffer[bufnr]
  local version = type(params.version) == 'number' and params.version or nil
  if before and before.client_id == client_id and before.version and version and before.version > version then
    return
  end
  known.by_buffer[bufnr] = { version = version, tests = params.tests or {}, client_id = client_id }
  local client = vim.lsp.get_client_by_id(client_id)
  if client and vim.api.nvim_buf_is_loaded(bufnr) then
    M.refresh_lenses(client, bufnr)
  end
  require('fencepost.execution').refresh(params.uri)
  announce('FencepostResults')
end

function M.take_status(params, client_id)
  known.status[client_id] = params
  announce('FencepostStatus')
end

-- forget drops what a client said that is gone.
function M.forget(client_id)
  known.status[client_id] = nil
  for bufnr, results in pairs(known.by_buffer) do
    if results.client_id == client_id then
      known.by_buffer[bufnr] = nil
    end
  end
end

-- of returns { version, tests } of a buffer, or nil.
function M.of(bufnr)
  bufnr = (bufnr == nil or bufnr == 0) and vim.api.nvim_get_current_buf() or bufnr
  return known.by_buffer[bufnr]
end

-- state returns "idle" or "checking" of a client, or nil if it did not say.
function M.state(client_id)
  local status = known.status[client_id]
  return status and status.state
end

-- test_at returns the test that a line (from 0 on) belongs to: the last one whose
-- header is not below it.
function M.test_at(tests, line)
  local found = tests[1]
  for _, test in ipairs(tests) do
    if test.range and test.range.start.line <= line then
      found = test
    end
  end
  return found
end

local function because(what, test)
  return (test.reason and test.reason ~= '') and (what .. ': ' .. test.reason) or what
end

-- describe puts a test's outcome in a few words.
function M.describe(test)
  if (test.verdict or '') ~= '' and test.outcome ~= 'unknown' then
    -- A test that states properties; the reason says the same and more.
    return test.outcome == 'missed' and (test.reason or '') ~= '' and test.reason or test.verdict
  end
  local seen = test.observation ~= '' and test.observation or 'no verdict'
  local expected = (test.expected and test.expected ~= '') and test.expected or nil
  if test.outcome == 'passed' then
    return expected and (seen .. ', as expected') or seen
  elseif test.outcome == 'missed' then
    return expected and ('%s, expected %s'):format(seen, expected) or because(seen, test)
  elseif test.outcome == 'faulty' then
    return because('not checked', test)
  elseif test.outcome == 'undecided' then
    return because('undecided', test)
  elseif test.outcome == 'up to the loop bound' then
    return seen .. ' up to the loop bound'
  end
  return 'not checked yet'
end

-- status returns the text for a statusline.
function M.status(bufnr)
  local client = require('fencepost.client').of(bufnr)
  if not client then
    return ''
  end
  local under_way = require('fencepost.progress').text(client.id)
  if under_way then
    return under_way
  end
  if M.state(client.id) == 'checking' then
    return 'checking'
  end
  local results = M.of(bufnr)
  if not results or #results.tests == 0 then
    return ''
  end
  if #results.tests == 1 then
    return M.describe(results.tests[1])
  end
  local passed = 0
  for _, test in ipairs(results.tests) do
    passed = passed + (test.outcome == 'passed' and 1 or 0)
  end
  return ('%d of %d passed'):format(passed, #results.tests)
end

return M
