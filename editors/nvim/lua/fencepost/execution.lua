-- :FencepostExecution: an execution of a test, in a float or a split.
local compat = require('fencepost.compat')
local events = require('fencepost.events')

local M = {}

local filetype = 'fencepost-execution'
local here = vim.api.nvim_create_namespace('fencepost.execution.here')

-- views holds, by buffer of an execution window, { uri, test, which, client_id,
-- window, result, index, source } where source is the window it was asked from.
local views = {}

-- text returns a value of an answer as text; JSON's null and a missing field
-- are "".
local function text(value)
  return type(value) == 'string' and value or ''
end

-- render returns the lines that tell of an execution, or why there is none, and
-- for each line its events, see events.index.
function M.render(result)
  local told = text(result.text):gsub('%s+$', '')
  if told == '' then
    told = text(result.note) ~= '' and result.note or 'There is no execution to show.'
  end
  local lines = vim.split(told, '\n')
  return lines, events.index(lines, result.events or {})
end

-- keys returns the line that tells what can be done.
local function keys(result)
  local parts = {}
  if #(result.events or {}) > 0 then
    table.insert(parts, '<CR> goes to the line')
  end
  if #(result.available or {}) > 1 then
    table.insert(parts, '<Tab> shows another')
  end
  table.insert(parts, 'q closes')
  return table.concat(parts, ' · ')
end

local function width_of(lines)
  local width = 0
  for _, line in ipairs(lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  return width
end

local function place(lines)
  local width = math.max(20, math.min(width_of(lines) + 1, vim.o.columns - 4))
  local height = math.max(1, math.min(#lines, vim.o.lines - vim.o.cmdheight - 4))
  return {
    relative = 'editor',
    width = width,
    height = height,
    col = math.floor((vim.o.columns - width) / 2),
    row = math.max(0, math.floor((vim.o.lines - vim.o.cmdheight - height) / 2) - 1),
  }
end

local function forget_place(view)
  local bufnr = view.marked
  if bufnr and vim.api.nvim_buf_is_loaded(bufnr) then
    vim.api.nvim_buf_clear_namespace(bufnr, here, 0, -1)
  end
end

-- follow marks the source line of the event under the cursor.
local function follow(buf)
  local view = views[buf]
  if not view then
    return
  end
  forget_place(view)
  local cursor = vim.api.nvim_win_get_cursor(0)
  local event = events.at(view.index, cursor[1], cursor[2])
  local bufnr = vim.uri_to_bufnr(event and event.uri or view.uri)
  if event and event.line > 0 and vim.api.nvim_buf_is_loaded(bufnr) then
    local line = vim.api.nvim_buf_get_lines(bufnr, event.line - 1, event.line, false)[1]
    if line then
      view.marked = bufnr
      vim.api.nvim_buf_set_extmark(bufnr, here, event.line - 1, 0, { end_col = #line, hl_group = 'Visual' })
    end
  end
end

-- window_for returns a window of this tab that shows the file of an event, opening
-- one if there is none.
local function window_for(view, event)
  local bufnr = vim.uri_to_bufnr(event.uri or view.uri)
  local windows = { view.source }
  vim.list_extend(windows, vim.api.nvim_tabpage_list_wins(0))
  for _, win in ipairs(windows) do
    if vim.api.nvim_win_is_valid(win) and vim.api.nvim_win_get_buf(win) == bufnr then
      return win
    end
  end
  vim.cmd('aboveleft split')
  vim.bo[bufnr].buflisted = true
  vim.api.nvim_win_set_buf(0, bufnr)
  return vim.api.nvim_get_current_win()
end

local function close(buf)
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    if #vim.api.nvim_list_wins() > 1 then
      vim.api.nvim_win_close(win, true)
    end
  end
end

-- jump goes to the source line of the event under the cursor. A float closes, a
-- split stays.
local function jump(buf)
  local view = views[buf]
  local cursor = vim.api.nvim_win_get_cursor(0)
  local event = view and events.at(view.index, cursor[1], cursor[2])
  if not event or event.line < 1 then
    require('fencepost').tell('there is no event under the cursor')
    return
  end
  forget_place(view)
  if view.window == 'float' then
    close(buf)
  end
  local win = window_for(view, event)
  vim.api.nvim_set_current_win(win)
  vim.cmd("normal! m'")
  local bufnr = vim.api.nvim_win_get_buf(win)
  local last = vim.api.nvim_buf_line_count(bufnr)
  local line = math.min(event.line, last)
  local column = 0
  if event.range and event.range.start.line == line - 1 then
    local content = vim.api.nvim_buf_get_lines(bufnr, line - 1, line, false)[1] or ''
    local client = vim.lsp.get_client_by_id(view.client_id) or { offset_encoding = 'utf-16' }
    column = compat.byte_column(content, event.range.start.character, client)
  end
  vim.api.nvim_win_set_cursor(win, { line, column })
end

-- another shows the execution that comes after the present one among those that
-- there are.
local function another(buf)
  local view = views[buf]
  local available = view and view.result.available or {}
  if #available < 2 then
    require('fencepost').tell('there is no other execution to show')
    return
  end
  local next_one = available[1]
  for i, which in ipairs(available) do
    if which == view.result.which then
      next_one = available[i % #available + 1]
    end
  end
  M.show({ uri = view.uri, test = view.test, which = next_one, client_id = view.client_id })
end

-- fill writes an answer into the buffer of a view.
local function fill(buf, view, result)
  local lines, index = M.render(result)
  view.result, view.index = result, index
  vim.list_extend(lines, { '', keys(result) })
  -- For the statusline of a split. Another window may have the name already.
  pcall(vim.api.nvim_buf_set_name, buf, ('fencepost://%s/%s'):format(text(result.test), text(result.which)))
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].modifiable = false
  for _, win in ipairs(vim.fn.win_findbuf(buf)) do
    if vim.api.nvim_win_get_config(win).relative ~= '' then
      vim.api.nvim_win_set_config(win, place(lines))
    end
  end
  return lines
end

local function dress(win)
  local wo = vim.wo[win]
  wo.wrap, wo.number, wo.relativenumber, wo.signcolumn = false, false, false, 'no'
  wo.list, wo.spell, wo.foldenable = false, false, false
  wo.winhighlight = 'NormalFloat:Normal,FloatBorder:Normal'
end

local function make_buffer()
  local buf = vim.api.nvim_create_buf(false, true)
  vim.bo[buf].bufhidden, vim.bo[buf].buftype = 'wipe', 'nofile'
  vim.bo[buf].filetype = filetype
  local function map(lhs, run, desc)
    vim.api.nvim_buf_set_keymap(buf, 'n', lhs, '', { callback = run, noremap = true, nowait = true, silent = true, desc = desc })
  end
  map('<CR>', function() jump(buf) end, 'Go to the source line of the event')
  map('<Tab>', function() another(buf) end, 'Show another execution')
  map('q', function() close(buf) end, 'Close this window')
  vim.api.nvim_create_autocmd('CursorMoved', { buffer = buf, callback = function() follow(buf) end })
  vim.api.nvim_create_autocmd({ 'BufWinLeave', 'BufWipeout' }, {
    buffer = buf,
    callback = function(args)
      if views[buf] then
        forget_place(views[buf])
      end
      if args.event == 'BufWipeout' then
        views[buf] = nil
      end
    end,
  })
  return buf
end

-- first_event puts the cursor on the first event of a new view.
local function first_event(win, index, lines)
  for n = 1, #lines do
    local cell = (index[n] or {})[1]
    if cell then
      local column = (lines[n]:sub(cell.from + 1):find('%S') or 1) - 1
      vim.api.nvim_win_set_cursor(win, { n, cell.from + column })
      return
    end
  end
end

local function open(view, result, mods)
  local buf = make_buffer()
  views[buf] = view
  local lines = fill(buf, view, result)
  local win
  if view.window == 'float' then
    local config = place(lines)
    config.style, config.border = 'minimal', 'rounded'
    win = vim.api.nvim_open_win(buf, true, config)
  else
    vim.cmd(mods .. ' split')
    win = vim.api.nvim_get_current_win()
    vim.api.nvim_win_set_buf(win, buf)
    if not mods:find('vert') then
      vim.api.nvim_win_set_height(win, math.min(#lines, math.floor(vim.o.lines / 2)))
    end
  end
  dress(win)
  first_event(win, view.index, lines)
end

-- opened returns the buffer of an execution window of this tab, or nil.
local function opened()
  for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local buf = vim.api.nvim_win_get_buf(win)
    if views[buf] then
      return buf, win
    end
  end
  return nil
end

local function ask(view, done)
  local client = vim.lsp.get_client_by_id(view.client_id)
  if not client then
    require('fencepost').tell('the server is gone; :FencepostRestart', vim.log.levels.WARN)
    return
  end
  local params = { uri = view.uri, test = view.test or '', which = view.which or '' }
  compat.request(client, 'fencepost/execution', params, function(err, result)
    if err or type(result) ~= 'table' then
      local why = err and (err.message or vim.inspect(err)) or 'the server gave no answer'
      require('fencepost').tell(why, vim.log.levels.WARN)
      return
    end
    done(result)
  end, vim.uri_to_bufnr(view.uri))
end

-- subject returns what opts or, where they say nothing, the cursor points at, as
-- a new view; nil after a message if there is no server.
local function subject(opts)
  local current = vim.api.nvim_get_current_buf()
  if views[current] then
    local view = views[current]
    return vim.tbl_extend('force', view, { which = opts.which or '', test = opts.test or view.test, uri = opts.uri or view.uri })
  end
  if opts.uri and opts.client_id then
    return { uri = opts.uri, test = opts.test, which = opts.which, client_id = opts.client_id }
  end
  local client = require('fencepost.client').needed(current)
  if not client then
    return nil
  end
  local results = require('fencepost.results')
  local known = results.of(current)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local test = known and results.test_at(known.tests, line)
  return { uri = vim.uri_from_bufnr(current), test = test and test.name, which = opts.which, client_id = client.id }
end

-- show asks for an execution and opens its window, or fills the one that is open.
--
-- opts: which ("positive", "negative", "flag:NAME", "" for the most telling one),
-- mods (as :vertical gives them: a split instead of what the options say); uri,
-- test and client_id for another test than that under the cursor; wrong fields
-- are answered by the server.
function M.show(opts)
  local view = subject(opts)
  if not view then
    return
  end
  local wanted = require('fencepost').options().execution.window
  local mods = opts.mods or ''
  if mods ~= '' then
    wanted = 'split'
  elseif wanted == 'vsplit' then
    wanted, mods = 'split', 'vertical'
  end
  view.source = view.source or vim.api.nvim_get_current_win()
  ask(view, function(result)
    local buf, win = opened()
    if buf and opts.mods ~= '' and opts.mods ~= nil then
      close(buf)
      buf = nil
    end
    if not buf then
      view.window = wanted
      open(view, result, mods)
      return
    end
    view.window, view.source = views[buf].window, views[buf].source
    views[buf] = view
    local lines = fill(buf, view, result)
    vim.api.nvim_set_current_win(win)
    first_event(win, view.index, lines)
  end)
end

-- refresh asks anew for what an open window shows of a file whose results have
-- changed; the cursor stays.
function M.refresh(uri)
  for buf, view in pairs(views) do
    if view.uri == uri and vim.api.nvim_buf_is_valid(buf) then
      ask(view, function(result)
        if views[buf] == view and vim.api.nvim_buf_is_valid(buf) then
          fill(buf, view, result)
        end
      end)
    end
  end
end

-- complete returns the executions that can be asked for and begin with lead.
function M.complete(lead)
  local names = { 'positive', 'negative' }
  local view = views[opened() or -1]
  if view and view.result.available then
    names = view.result.available
  end
  return vim.tbl_filter(function(name)
    return name:sub(1, #lead) == lead
  end, names)
end

return M
