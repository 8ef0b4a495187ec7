-- What the tests of the Neovim plugin are written with. A test waits for what it
-- expects, up to a limit, and never for a time.
local T = { cases = {} }

-- The folder of the litmus files of this run. It is outside of every repository,
-- so it is the workspace.
T.folder = vim.fn.tempname()
vim.fn.mkdir(T.folder, 'p')
T.folder = vim.loop.fs_realpath(T.folder)

local limit = 20000

local function fail(text)
  error(text, 3)
end

function T.case(name, run)
  table.insert(T.cases, { name = name, run = run })
end

-- await waits until condition() is true and returns what it returned.
function T.await(what, condition)
  local value
  local function holds()
    value = condition()
    return value
  end
  if not vim.wait(limit, holds, 10) then
    fail('waited in vain for: ' .. what)
  end
  return value
end

function T.equal(got, want, what)
  if not vim.deep_equal(got, want) then
    fail(('%s:\n  got  %s\n  want %s'):format(what or 'a value', vim.inspect(got), vim.inspect(want)))
  end
end

function T.truthy(value, what)
  if not value then
    fail('not so: ' .. what)
  end
end

-- contains says that text has part in it, as it is.
function T.contains(text, part)
  if not text:find(part, 1, true) then
    fail(('%q is missing in:\n%s'):format(part, text))
  end
end

function T.lacks(text, part)
  if text:find(part, 1, true) then
    fail(('%q should not be in:\n%s'):format(part, text))
  end
end

function T.write(name, lines)
  local path = T.folder .. '/' .. name
  vim.fn.writefile(lines, path)
  return path
end

-- edit writes a file, opens it in the only window and returns its buffer.
function T.edit(name, lines)
  vim.cmd('silent! only')
  vim.cmd('edit ' .. vim.fn.fnameescape(T.write(name, lines)))
  return vim.api.nvim_get_current_buf()
end

-- checked opens a file and waits until its tests are verified.
function T.checked(name, lines)
  local buf = T.edit(name, lines)
  T.verdict(buf)
  return buf
end

-- verdict waits until the present text of a buffer is verified and returns its
-- first test.
function T.verdict(buf)
  local results = require('fencepost.results')
  return T.await('the verdict', function()
    local known = results.of(buf)
    local newest = vim.lsp.util.buf_versions and vim.lsp.util.buf_versions[buf]
    local test = known and known.tests[1]
    return test and test.outcome ~= 'unknown' and (not newest or known.version == newest) and test
  end)
end

-- status waits until the statusline's text is as wanted.
function T.status(want)
  local got
  local ok = vim.wait(limit, function()
    got = require('fencepost').status()
    return got == want
  end, 10)
  if not ok then
    fail(('status:\n  got  %s\n  want %s'):format(got, want))
  end
end

function T.text(buf)
  return table.concat(vim.api.nvim_buf_get_lines(buf or 0, 0, -1, false), '\n')
end

-- at puts the cursor on the first place of a text in the current buffer.
function T.at(part, offset)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  if vim.fn.search('\\V' .. vim.fn.escape(part, '\\'), 'cW') == 0 then
    fail(('%q is not in the buffer'):format(part))
  end
  if offset then
    local cursor = vim.api.nvim_win_get_cursor(0)
    vim.api.nvim_win_set_cursor(0, { cursor[1], cursor[2] + offset })
  end
end

-- press types keys as a person would.
function T.press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'xt', false)
end

-- with_answers has what vim.ui.input and vim.ui.select ask answered: input with a
-- text, select with the first item whose title contains one.
function T.with_answers(answers, run)
  local input, select = vim.ui.input, vim.ui.select
  local asked = {}
  vim.ui.input = function(_, done)
    done(answers.input)
  end
  vim.ui.select = function(items, opts, done)
    for _, item in ipairs(items) do
      local shown = opts.format_item and opts.format_item(item) or tostring(item)
      table.insert(asked, shown)
      if answers.select and shown:find(answers.select, 1, true) then
        done(item)
        return
      end
    end
    done(nil)
  end
  local ok, err = pcall(run)
  T.restore = function()
    vim.ui.input, vim.ui.select = input, select
  end
  if not ok then
    T.restore()
    error(err, 0)
  end
  return asked
end

-- told collects what is told with vim.notify while run() runs and until
-- condition(texts) holds.
function T.told(run, condition)
  local notify, texts = vim.notify, {}
  vim.notify = function(text)
    table.insert(texts, text)
  end
  local ok, err = pcall(function()
    run()
    if condition then
      T.await('a message', function()
        return condition(table.concat(texts, '\n'))
      end)
    end
  end)
  vim.notify = notify
  if not ok then
    error(err, 0)
  end
  return table.concat(texts, '\n')
end

-- request asks the server and returns the answer.
function T.request(buf, method, params)
  local done, answer
  local client = T.await('a client', function()
    return require('fencepost.client').of(buf)
  end)
  require('fencepost.compat').request(client, method, params, function(err, result)
    done, answer = true, err and { error = err } or result
  end, buf)
  T.await('the answer to ' .. method, function()
    return done
  end)
  return answer
end

-- run runs the cases and returns how many failed.
function T.run()
  local failed = 0
  for _, case in ipairs(T.cases) do
    local ok, err = xpcall(case.run, function(err)
      return tostring(err)
    end)
    if T.restore then
      T.restore()
      T.restore = nil
    end
    io.stdout:write(('%s %s\n'):format(ok and 'ok    ' or 'FAILED', case.name))
    if not ok then
      failed = failed + 1
      io.stdout:write('       ' .. tostring(err):gsub('\n', '\n       ') .. '\n')
    end
  end
  vim.fn.delete(T.folder, 'rf')
  return failed, #T.cases
end

-- The litmus tests that the specs use.
T.message_passing = {
  'C mp-relaxed',
  '',
  '(* Result: Sometimes *)',
  '',
  '{}',
  '',
  'P0(int *x, int *y)',
  '{',
  '\tWRITE_ONCE(*x, 1);',
  '\tWRITE_ONCE(*y, 1);',
  '}',
  '',
  'P1(int *x, int *y)',
  '{',
  '\tint r0 = READ_ONCE(*y);',
  '\tint r1 = READ_ONCE(*x);',
  '}',
  '',
  'exists (1:r0=1 /\\ 1:r1=0)',
}

-- with returns a copy of lines in which line n is replaced.
function T.with(lines, n, line)
  local copy = vim.deepcopy(lines)
  copy[n] = line
  return copy
end

return T
