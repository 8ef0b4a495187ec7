-- :FencepostVerify, :FencepostExplain and the statusline.
local T = require('harness')

local race = {
  'C racing',
  '',
  '{}',
  '',
  'P0(int *x)',
  '{',
  '\t*x = 1;',
  '}',
  '',
  'P1(int *x)',
  '{',
  '\tint r0 = *x;',
  '}',
  '',
  'exists (1:r0=1)',
}

-- hard returns a test of n threads that add up what they read: far more values
-- than the time limit of a test lets anybody try.
local function hard(n)
  local lines = { 'C hard', '', '{}', '' }
  for thread = 0, n - 1 do
    vim.list_extend(lines, {
      ('P%d(int *x, int *y, int *z)'):format(thread),
      '{',
      ('\tWRITE_ONCE(*x, %d);'):format(thread + 1),
      '\tint r0 = READ_ONCE(*y);',
      '\tWRITE_ONCE(*y, r0 + READ_ONCE(*x));',
      '\tint r1 = READ_ONCE(*z);',
      '\tWRITE_ONCE(*z, r1 + r0);',
      '}',
      '',
    })
  end
  table.insert(lines, 'exists (z=77 /\\ y=36 /\\ x=1 /\\ ~0:r1=0 /\\ ~1:r1=0)')
  return lines
end

-- quickfix waits for a list with the given title and returns it as lines.
local function quickfix(title)
  return T.await('the quickfix list ' .. title, function()
    local list = vim.fn.getqflist({ title = 1, items = 1 })
    if not list.title:find(title, 1, true) then
      return false
    end
    local lines = {}
    for _, item in ipairs(list.items) do
      local name = vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t')
      table.insert(lines, ('%s:%d:%s: %s'):format(name, item.lnum, item.type, item.text))
    end
    return table.concat(lines, '\n')
  end)
end

T.case('the verdict of this file is in the quickfix list and told', function()
  T.checked('verify.litmus', T.message_passing)
  local list
  local told = T.told(function()
    vim.cmd('FencepostVerify')
    list = quickfix('fencepost: verify.litmus')
  end)
  T.equal(list, 'verify.litmus:1:I: mp-relaxed: Sometimes, as expected', 'quickfix')
  T.contains(told, 'mp-relaxed: Sometimes, as expected')
  T.equal(vim.bo.filetype, 'litmus', 'the cursor stays in the file')
  vim.cmd('cclose')
end)

T.case('a missed expectation is an error in the list', function()
  T.checked('missed.litmus', T.with(T.message_passing, 3, '(* Result: Never *)'))
  vim.cmd('FencepostVerify')
  T.contains(quickfix('fencepost: missed.litmus'), 'missed.litmus:1:E: mp-relaxed: Sometimes, expected Never')
  vim.cmd('cclose')
end)

T.case('both accesses of a data race are in the list', function()
  local buf = T.checked('race.litmus', race)
  T.await('the race', function()
    return #vim.diagnostic.get(buf) > 0
  end)
  vim.cmd('FencepostVerify')
  local list = quickfix('fencepost: race.litmus')
  T.contains(list, 'race.litmus:7:')
  T.contains(list, 'race.litmus:12:')
  T.contains(list:lower(), 'race')
  vim.cmd('cclose')
end)

T.case('the workspace is verified, with files that are not open', function()
  local folder = T.folder
  T.folder = folder .. '/workspace'
  vim.fn.mkdir(T.folder)
  T.write('closed.litmus', T.with(T.message_passing, 3, '(* Result: Never *)'))
  T.checked('open.litmus', T.message_passing)
  local list
  local told = T.told(function()
    vim.cmd('FencepostVerify!')
    T.await('the problem of the closed file', function()
      list = quickfix('fencepost: workspace')
      return list:find('closed.litmus:3:E:', 1, true)
    end)
  end)
  T.folder = folder
  T.contains(told, '2 tests in 2 files: 1 passed, 1 not as expected')
  for line in list:gmatch('[^\n]+') do
    T.contains(line, 'closed.litmus:')
  end
  -- A mistake in the open file joins the list without another command.
  local buf = vim.fn.bufnr('open.litmus$')
  vim.api.nvim_buf_set_lines(buf, 8, 9, false, { '\tWRITE_ONCE(*x, 1)' })
  T.await('the mistake in the list', function()
    return quickfix('fencepost: workspace'):find('open.litmus:9:E:', 1, true)
  end)
  vim.cmd('cclose')
end)

T.case('explain: verdict, hover, problems of the line, execution', function()
  T.checked('explain.litmus', T.message_passing)
  T.at('READ_ONCE')
  vim.cmd('FencepostExplain')
  T.await('the explanation', function()
    return vim.bo.filetype == 'markdown'
  end)
  local text = T.text()
  T.contains(text, '# mp-relaxed: Sometimes, as expected')
  T.contains(text, '## Under the cursor')
  T.contains(text, 'Loads the object once')
  T.contains(text, '## Execution')
  T.contains(text, 'reads x=0 (initial)')
  T.press('q')
  T.equal(vim.bo.filetype, 'litmus', 'file type after q')

  local buf = T.checked('explain-race.litmus', race)
  T.await('the race', function()
    return #vim.diagnostic.get(buf) > 0
  end)
  vim.api.nvim_win_set_cursor(0, { vim.diagnostic.get(buf)[1].lnum + 1, 1 })
  vim.cmd('FencepostExplain')
  T.await('the explanation', function()
    return vim.bo.filetype == 'markdown'
  end)
  T.contains(T.text(), '## Problems in this line')
  T.contains(T.text():lower(), 'race')
  T.press('q')
end)

T.case('nothing to cancel is said', function()
  T.contains(
    T.told(function()
      vim.cmd('FencepostCancel')
    end),
    'nothing is under way'
  )
end)

T.case('a long verification shows its progress and can be stopped', function()
  local folder = T.folder
  T.folder = folder .. '/long'
  vim.fn.mkdir(T.folder)
  T.write('hard.litmus', hard(8))
  local buf = T.checked('easy.litmus', T.message_passing)
  T.folder = folder
  local told = T.told(function()
    vim.cmd('FencepostVerify!')
    T.await('progress in the status', function()
      return require('fencepost').status(buf):find('Verifying the workspace', 1, true)
    end)
    vim.cmd('FencepostCancel')
  end, function(texts)
    return texts:find('stopped: Verifying the workspace', 1, true)
  end)
  T.lacks(told, 'failed')
  T.status('Sometimes, as expected')
  vim.cmd('FencepostVerify')
  quickfix('fencepost: easy.litmus')
  vim.cmd('cclose')
end)

T.case('counts of a workspace in words', function()
  local summary = require('fencepost.verify').summary
  T.equal(summary({ files = 1, tests = 1, passed = 1, missed = 0, faulty = 0, undecided = 0 }), '1 test in 1 file: 1 passed')
  T.equal(
    summary({ files = 3, tests = 5, passed = 2, missed = 1, faulty = 1, undecided = 1 }),
    '5 tests in 3 files: 2 passed, 1 not as expected, 1 could not be checked, 1 undecided'
  )
end)
