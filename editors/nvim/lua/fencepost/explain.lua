-- :FencepostExplain: what is known of the place under the cursor and of its
-- test, in one scratch buffer.
local compat = require('fencepost.compat')
local results = require('fencepost.results')

local M = {}

-- problems_here returns lines about the diagnostics of a line, with the places
-- that belong to them.
local function problems_here(bufnr, line)
  local lines = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(bufnr, { lnum = line })) do
    local text = vim.split(diagnostic.message, '\n')
    table.insert(lines, '- ' .. text[1])
    for i = 2, #text do
      table.insert(lines, '  ' .. text[i])
    end
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp or {}
    for _, info in ipairs(lsp.relatedInformation or {}) do
      local name = vim.fn.fnamemodify(vim.uri_to_fname(info.location.uri), ':t')
      table.insert(lines, ('  - %s, line %d: %s'):format(name, info.location.range.start.line + 1, info.message))
    end
  end
  return lines
end

local function section(lines, title, body)
  if #body == 0 then
    return
  end
  vim.list_extend(lines, { '', '## ' .. title, '' })
  vim.list_extend(lines, body)
end

local function verdict(lines, test)
  if not test then
    table.insert(lines, '# No test here')
    return
  end
  table.insert(lines, ('# %s: %s'):format(test.name, results.describe(test)))
  local facts = {}
  if (test.states or 0) > 0 then
    table.insert(facts, ('%d states'):format(test.states))
  end
  if type(test.millis) == 'number' then
    table.insert(facts, ('%.1f ms'):format(test.millis))
  end
  if #facts > 0 then
    vim.list_extend(lines, { '', table.concat(facts, ', ') })
  end
end

-- compose puts together what was asked for: { test, problems, hover, execution }.
function M.compose(facts)
  local lines = {}
  verdict(lines, facts.test)
  section(lines, 'Problems in this line', facts.problems)
  section(lines, 'Under the cursor', facts.hover)
  if facts.execution then
    local body = require('fencepost.execution').render(facts.execution)
    table.insert(body, 1, '```')
    table.insert(body, '```')
    section(lines, 'Execution', body)
  end
  return lines
end

local function open(lines, mods)
  local buf = vim.api.nvim_create_buf(false, true)
  vim.bo[buf].bufhidden = 'wipe'
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].modifiable = false
  vim.bo[buf].filetype = 'markdown'
  vim.cmd((mods ~= '' and mods or 'botright') .. ' split')
  local win = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(win, buf)
  if not mods:find('vert') then
    vim.api.nvim_win_set_height(win, math.min(#lines, math.floor(vim.o.lines / 2)))
  end
  vim.wo[win].wrap, vim.wo[win].linebreak = true, true
  vim.wo[win].number, vim.wo[win].signcolumn = false, 'no'
  vim.api.nvim_buf_set_keymap(buf, 'n', 'q', '<Cmd>close<CR>', { noremap = true, nowait = true, silent = true })
end

-- gather sends requests { name, method, params } at once, calls done with the
-- answers by name; one that fails is nil.
local function gather(client, bufnr, requests, done)
  local waiting, answers = #requests, {}
  for _, request in ipairs(requests) do
    compat.request(client, request[2], request[3], function(err, result)
      answers[request[1]] = not err and type(result) == 'table' and result or nil
      waiting = waiting - 1
      if waiting == 0 then
        done(answers)
      end
    end, bufnr)
  end
end

local function hover_lines(hover)
  if not hover or not hover.contents then
    return {}
  end
  local lines = vim.lsp.util.convert_input_to_markdown_lines(hover.contents)
  while #lines > 0 and lines[#lines]:match('^%s*$') do
    table.remove(lines)
  end
  return lines
end

-- show opens the buffer for the place under the cursor. opts.mods: as :vertical
-- gives them.
function M.show(opts)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = require('fencepost.client').needed(bufnr)
  if not client then
    return
  end
  local win, uri = vim.api.nvim_get_current_win(), vim.uri_from_bufnr(bufnr)
  local line = vim.api.nvim_win_get_cursor(win)[1] - 1
  local position = compat.position(win, client)
  gather(client, bufnr, {
    { 'hover', 'textDocument/hover', position },
    { 'tests', 'fencepost/tests', { uri = uri } },
  }, function(first)
    local known = results.of(bufnr)
    local test = results.test_at(first.tests or known and known.tests or {}, line)
    local params = { uri = uri, test = test and test.name or '', which = '' }
    gather(client, bufnr, { { 'execution', 'fencepost/execution', params } }, function(second)
      open(M.compose({
        test = test,
        problems = problems_here(bufnr, line),
        hover = hover_lines(first.hover),
        execution = second.execution,
      }), opts.mods or '')
    end)
  end)
end

return M
