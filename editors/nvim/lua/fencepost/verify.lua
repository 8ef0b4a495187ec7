-- :FencepostVerify: check now, and put what came out in the quickfix list.
local client_of = require('fencepost.client')
local compat = require('fencepost.compat')
local results = require('fencepost.results')

local M = {}

local letters = { 'E', 'W', 'I', 'N' }

-- related returns quickfix items for the places that belong to a diagnostic, for
-- example the other access of a data race.
local function related(diagnostic, client)
  local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
  local items = {}
  for _, info in ipairs(lsp.relatedInformation or {}) do
    local bufnr = vim.uri_to_bufnr(info.location.uri)
    local start = info.location.range.start
    local line = vim.api.nvim_buf_is_loaded(bufnr)
        and vim.api.nvim_buf_get_lines(bufnr, start.line, start.line + 1, false)[1]
      or ''
    table.insert(items, {
      bufnr = bufnr,
      lnum = start.line + 1,
      col = compat.byte_column(line, start.character, client) + 1,
      type = 'N',
      text = info.message,
    })
  end
  return items
end

-- problems returns quickfix items for the diagnostics of a client in a buffer or,
-- without one, in all of its workspace.
local function problems(bufnr, client)
  local found = {}
  for _, namespace in ipairs(compat.diagnostic_namespaces(client)) do
    vim.list_extend(found, vim.diagnostic.get(bufnr, { namespace = namespace }))
  end
  table.sort(found, function(a, b)
    if a.bufnr ~= b.bufnr then
      return vim.api.nvim_buf_get_name(a.bufnr) < vim.api.nvim_buf_get_name(b.bufnr)
    elseif a.lnum ~= b.lnum then
      return a.lnum < b.lnum
    elseif a.col ~= b.col then
      return a.col < b.col
    end
    return a.message < b.message
  end)
  local items = {}
  for _, diagnostic in ipairs(found) do
    table.insert(items, {
      bufnr = diagnostic.bufnr,
      lnum = diagnostic.lnum + 1,
      col = diagnostic.col + 1,
      type = letters[diagnostic.severity] or 'E',
      text = diagnostic.message,
    })
    vim.list_extend(items, related(diagnostic, client))
  end
  return items
end

-- verdicts returns one quickfix item for each test of a file.
local function verdicts(tests, bufnr)
  local severity = { passed = 'I', missed = 'E', faulty = 'E', undecided = 'W', ['up to the loop bound'] = 'W' }
  return vim.tbl_map(function(test)
    return {
      bufnr = bufnr,
      lnum = test.range.start.line + 1,
      col = 1,
      type = severity[test.outcome] or 'I',
      text = test.name .. ': ' .. results.describe(test),
    }
  end, tests)
end

-- live is the quickfix list that was made last: { id, title, compose }.
local live

-- put writes the items of the live list into it, if they have changed.
local function put()
  local now = vim.fn.getqflist({ id = live.id, idx = 0, items = 0 })
  if now.id ~= live.id then
    live = nil -- pushed out by newer lists
    return
  end
  local items = live.compose()
  local shown = {}
  for i, item in ipairs(now.items) do
    shown[i] = { bufnr = item.bufnr, lnum = item.lnum, col = item.col, type = item.type, text = item.text }
  end
  if not vim.deep_equal(shown, items) then
    vim.fn.setqflist({}, 'r', { id = live.id, items = items, idx = math.max(1, math.min(now.idx, #items)) })
  end
end

-- fill makes a quickfix list of what compose() returns. Diagnostics may come
-- after the answer to a command, and change with the text, so the list follows
-- them.
local function fill(title, compose)
  local items = compose()
  vim.fn.setqflist({}, ' ', { title = title, items = items })
  live = { id = vim.fn.getqflist({ id = 0 }).id, compose = compose }
  vim.api.nvim_create_autocmd({ 'DiagnosticChanged', 'User' }, {
    group = vim.api.nvim_create_augroup('fencepost.verify', { clear = true }),
    pattern = { '*' },
    callback = function(args)
      if live and (args.event == 'DiagnosticChanged' or args.match == 'FencepostResults') then
        put()
      end
    end,
  })
  if #items > 0 and require('fencepost').options().quickfix.open then
    local here = vim.api.nvim_get_current_win()
    vim.cmd('botright copen')
    if vim.api.nvim_win_is_valid(here) then
      vim.api.nvim_set_current_win(here)
    end
  end
end

local function failed(err)
  require('fencepost').tell('verification failed: ' .. (err.message or vim.inspect(err)), vim.log.levels.ERROR)
end

local function file(client, bufnr)
  local params = { command = 'fencepost.server.verify', arguments = { { uri = vim.uri_from_bufnr(bufnr) } } }
  compat.request(client, 'workspace/executeCommand', params, function(err, tests)
    if err then
      failed(err)
      return
    end
    tests = type(tests) == 'table' and tests or {}
    fill('fencepost: ' .. vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t'), function()
      local known = results.of(bufnr)
      local items = verdicts(known and known.tests or tests, bufnr)
      vim.list_extend(items, problems(bufnr, client))
      return items
    end)
    local said = vim.tbl_map(function(item)
      return item.text
    end, verdicts(tests, bufnr))
    require('fencepost').tell(#said > 0 and table.concat(said, '; ') or 'there is no test in this file')
  end, bufnr)
end

-- summary puts the counts of a workspace in one line; those that are zero are
-- left out, except what passed.
function M.summary(counts)
  local function of(n, one)
    return ('%d %s%s'):format(n, one, n == 1 and '' or 's')
  end
  local parts = { ('%d passed'):format(counts.passed or 0) }
  local others = {
    { counts.missed, 'not as expected' },
    { counts.faulty, 'could not be checked' },
    { counts.undecided, 'undecided' },
  }
  for _, other in ipairs(others) do
    if (other[1] or 0) > 0 then
      table.insert(parts, ('%d %s'):format(other[1], other[2]))
    end
  end
  return ('%s in %s: %s'):format(of(counts.tests or 0, 'test'), of(counts.files or 0, 'file'), table.concat(parts, ', '))
end

local function workspace(client, bufnr)
  local params = { command = 'fencepost.server.verifyWorkspace', arguments = {} }
  require('fencepost').tell('verifying the workspace; :FencepostCancel stops it')
  compat.request(client, 'workspace/executeCommand', params, function(err, counts)
    if err then
      failed(err)
      return
    end
    fill('fencepost: workspace', function()
      return problems(nil, client)
    end)
    require('fencepost').tell(M.summary(type(counts) == 'table' and counts or {}))
  end, bufnr)
end

-- run verifies the current file or, with opts.workspace, all tests of the
-- workspace.
function M.run(opts)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = client_of.of(bufnr)
  if not client and opts.workspace then
    -- Any running server knows the workspace, whichever buffer is current.
    client = compat.clients(client_of.name)[1]
    bufnr = client and next(client.attached_buffers) or bufnr
  end
  client = client or client_of.needed(bufnr)
  if not client then
    return
  end
  if opts.workspace then
    workspace(client, bufnr)
  else
    file(client, bufnr)
  end
end

return M
