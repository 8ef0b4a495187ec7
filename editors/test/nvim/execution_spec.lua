-- :FencepostExecution and its window.
local T = require('harness')

-- shown waits for the execution window and returns its text.
local function shown()
  T.await('the execution window', function()
    return vim.bo.filetype == 'fencepost-execution'
  end)
  return T.text()
end

local function show(command)
  vim.cmd(command or 'FencepostExecution')
  return shown()
end

T.case('a float with both threads, what they did, and the final state', function()
  local buf = T.checked('float.litmus', T.message_passing)
  local text = show()
  T.contains(text, 'mp-relaxed (Sometimes)')
  T.contains(text, 'exists (1:r0=1 /\\ 1:r1=0)')
  T.contains(text, 'P0')
  T.contains(text, 'P1')
  T.contains(text, '9 a WRITE_ONCE(*x, 1)')
  T.contains(text, '16 d int r1 = READ_ONCE(*x)')
  T.contains(text, 'reads x=0 (initial)')
  T.contains(text, 'In the end: 1:r0=1, 1:r1=0')
  T.truthy(vim.api.nvim_win_get_config(0).relative ~= '', 'the window floats')
  T.truthy(not vim.bo.modifiable, 'it cannot be edited')
  T.press('q')
  T.equal(vim.api.nvim_get_current_buf(), buf, 'buffer after q')
end)

T.case('<CR> goes to the line of the event, in each column', function()
  local buf = T.checked('jump.litmus', T.message_passing)
  for event, line in pairs({ ['9 a '] = 9, ['10 b '] = 10, ['15 c '] = 15, ['16 d '] = 16, ['reads x=0'] = 16, ['writes y=1'] = 10 }) do
    show()
    T.at(event)
    T.press('<CR>')
    T.equal(vim.api.nvim_get_current_buf(), buf, 'buffer after <CR> on ' .. event)
    T.equal(vim.api.nvim_win_get_cursor(0)[1], line, 'line after <CR> on ' .. event)
    T.equal(#vim.api.nvim_list_wins(), 1, 'windows after <CR>')
  end
end)

T.case('the line of the event under the cursor is marked in the file', function()
  local buf = T.checked('follow.litmus', T.message_passing)
  show()
  local ns = vim.api.nvim_get_namespaces()['fencepost.execution.here']
  T.at('15 c ')
  vim.api.nvim_exec_autocmds('CursorMoved', { buffer = 0 })
  local marks = vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, {})
  T.equal(#marks, 1, 'marks')
  T.equal(marks[1][2], 14, 'line of the mark')
  T.press('q')
  T.equal(#vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, {}), 0, 'marks after q')
end)

T.case('<Tab> shows the other execution', function()
  T.checked('tab.litmus', T.message_passing)
  local first = show()
  T.contains(first, '<Tab> shows another')
  T.press('<Tab>')
  T.await('another execution', function()
    return T.text() ~= first
  end)
  T.contains(first, 'An execution that does it')
  T.contains(T.text(), 'An execution that ends differently')
  T.press('<Tab>')
  T.await('the first execution again', function()
    return T.text() == first
  end)
  T.press('q')
end)

T.case('without an execution it says why', function()
  local buf = T.checked('never.litmus', T.with(T.with(T.message_passing, 9, '\tsmp_store_release(x, 1);'), 19, 'exists (1:r0=2)'))
  T.equal(T.verdict(buf).observation, 'Never', 'verdict')
  local text = show('FencepostExecution positive')
  T.contains(text, 'mp-relaxed (Never)')
  T.contains(text, 'No execution')
  T.contains(
    T.told(function()
      T.press('<CR>')
    end),
    'no event under the cursor'
  )
  T.press('q')
end)

T.case('a split stays open, follows an edit, and <CR> leaves it there', function()
  local buf = T.checked('split.litmus', T.message_passing)
  show('vertical FencepostExecution')
  local view = vim.api.nvim_get_current_buf()
  T.equal(vim.api.nvim_win_get_config(0).relative, '', 'the window does not float')
  T.at('15 c ')
  T.press('<CR>')
  T.equal(vim.api.nvim_get_current_buf(), buf, 'buffer after <CR>')
  T.equal(#vim.api.nvim_list_wins(), 2, 'windows after <CR>')
  vim.api.nvim_buf_set_lines(buf, 0, 0, false, { '' })
  vim.api.nvim_buf_set_lines(buf, 0, 1, false, {})
  vim.api.nvim_buf_set_lines(buf, 5, 5, false, { '' })
  T.await('the moved line', function()
    return T.text(view):find('10 a WRITE_ONCE(*x, 1)', 1, true)
  end)
end)

T.case('a wrong name of an execution is answered in words', function()
  T.checked('wrong.litmus', T.message_passing)
  local texts = T.told(function()
    vim.cmd('FencepostExecution sideways')
  end, function(text)
    return text ~= '' or vim.bo.filetype == 'fencepost-execution'
  end)
  if vim.bo.filetype == 'fencepost-execution' then
    texts = T.text()
  end
  T.contains(texts, 'sideways')
end)

T.case('completion of the argument', function()
  T.equal(vim.fn.getcompletion('FencepostExecution pos', 'cmdline'), { 'positive' }, 'completion')
end)

T.case('another file type is told apart', function()
  vim.cmd('silent! only')
  vim.cmd('enew')
  T.contains(
    T.told(function()
      vim.cmd('FencepostExecution')
    end),
    'this file has no tests'
  )
end)
