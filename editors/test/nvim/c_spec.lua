-- C files: which are attached, and what is told of their tests.
local T = require('harness')
local fencepost = require('fencepost')
local client = require('fencepost.client')

local publish = {
  '/* @lkmm test publish',
  ' * @lkmm shared struct mailbox m',
  ' * @lkmm thread producer(&m, 42)',
  ' * @lkmm thread consumer(&m)',
  ' * @lkmm never consumer.return == 0',
  ' */',
  'struct mailbox { int data; int ready; };',
  '',
  'static void producer(struct mailbox *m, int v)',
  '{',
  '\tm->data = v;',
  '\tWRITE_ONCE(m->ready, 1);',
  '}',
  '',
  'static int consumer(struct mailbox *m)',
  '{',
  '\tif (!smp_load_acquire(&m->ready))',
  '\t\treturn -1;',
  '\treturn m->data;',
  '}',
}

T.case('a C file without tests is left to others, and attached at its first annotation', function()
  local buf = T.edit('plain.c', { 'int f(void) { return 0; }' })
  T.truthy(not client.of(buf), 'a client of a file without tests')
  vim.api.nvim_buf_set_lines(buf, 0, 0, false, publish)
  vim.cmd('silent write')
  T.await('the client', function()
    return client.of(buf)
  end)
  T.equal(T.verdict(buf).name, 'publish', 'test')
end)

T.case('the verdict and the problems of a C file, which a release mends', function()
  local buf = T.checked('publish.c', publish)
  T.status('the property is violated; data race')
  local problems = T.await('problems', function()
    local found = vim.diagnostic.get(buf)
    return #found > 1 and found
  end)
  local lines = vim.tbl_map(function(d)
    return d.lnum + 1
  end, problems)
  T.truthy(vim.tbl_contains(lines, 5), 'a problem at the property')
  T.truthy(vim.tbl_contains(lines, 11) or vim.tbl_contains(lines, 19), 'a problem at a plain access')
  T.at('WRITE_ONCE')
  vim.api.nvim_buf_set_lines(buf, 11, 12, false, { '\tsmp_store_release(&m->ready, 1);' })
  T.await('no problems', function()
    return #vim.diagnostic.get(buf) == 0
  end)
  T.status('the property holds')
end)

T.case('the execution of a C test, and <CR> goes to the line', function()
  local buf = T.checked('execution.c', publish)
  vim.cmd('FencepostExecution')
  local view = T.await('the float', function()
    return vim.api.nvim_get_current_buf() ~= buf and vim.api.nvim_get_current_buf()
  end)
  T.contains(T.text(view), 'm.data=0 (initial)')
  T.at('19 ')
  T.press('<CR>')
  T.equal(vim.api.nvim_get_current_buf(), buf, 'buffer')
  T.equal(vim.api.nvim_win_get_cursor(0)[1], 19, 'line')
end)

T.case('directives are completed with the names in them', function()
  local buf = T.checked('complete.c', publish)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buf) },
    position = { line = 4, character = #' * @lkmm never consumer.' },
  }
  local answer = client.of(buf).request_sync('textDocument/completion', params, 5000, buf)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, answer.result.items)
  T.truthy(vim.tbl_contains(labels, 'return') and vim.tbl_contains(labels, 'm'), 'names behind a label: ' .. vim.inspect(labels))
end)

T.case('C can be left alone altogether', function()
  fencepost.setup({ c = 'never' })
  local buf = T.edit('never.c', publish)
  T.truthy(not client.of(buf), 'a client')
  T.contains(T.told(function()
    vim.cmd('FencepostVerify')
  end), 'this file has no tests')
  fencepost.setup({})
end)
