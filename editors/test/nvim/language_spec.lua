-- What the language server shows and does in a file.
local T = require('harness')
local client = require('fencepost.client')

-- diagnostics waits until those of a buffer are as wanted and returns them.
local function diagnostics(buf, what, wanted)
  return T.await(what, function()
    local list = vim.diagnostic.get(buf)
    return wanted(list) and list
  end)
end

local function none(list)
  return #list == 0
end

local function some(list)
  return #list > 0
end

-- float returns the text of the window that floats, when there is one.
local function float()
  return T.await('a window that floats', function()
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(win).relative ~= '' then
        local text = T.text(vim.api.nvim_win_get_buf(win))
        vim.api.nvim_win_close(win, true)
        return text
      end
    end
  end)
end

T.case('a mistake gets a diagnostic at its place', function()
  local buf = T.edit('mistake.litmus', T.with(T.message_passing, 16, '\tint r1 = READ_ONCE(*x;'))
  local found = diagnostics(buf, 'a diagnostic', some)[1]
  T.equal(found.source, 'fencepost', 'source')
  T.equal(found.severity, vim.diagnostic.severity.ERROR, 'severity')
  T.equal(found.lnum, 15, 'line')
end)

T.case('a missed expectation is told, and an edit takes it away', function()
  local buf = T.checked('missed.litmus', T.with(T.message_passing, 3, '(* Result: Never *)'))
  diagnostics(buf, 'the missed expectation', function(list)
    return list[1] and list[1].message:find('Never') ~= nil
  end)
  T.status('Sometimes, expected Never')
  -- The two barriers forbid the outcome.
  vim.api.nvim_buf_set_lines(buf, 9, 9, false, { '\tsmp_wmb();' })
  vim.api.nvim_buf_set_lines(buf, 16, 16, false, { '\tsmp_rmb();' })
  T.status('Never, as expected')
  diagnostics(buf, 'no diagnostic', none)
end)

T.case('a quick fix is applied', function()
  local buf = T.edit('fix.litmus', T.with(T.message_passing, 9, '\tWRITE_ONCE(*x, 1)'))
  diagnostics(buf, 'the missing semicolon', some)
  local at = vim.diagnostic.get(buf)[1]
  vim.api.nvim_win_set_cursor(0, { at.lnum + 1, at.col })
  local asked = T.with_answers({ select = ';' }, function()
    vim.lsp.buf.code_action()
    T.await('the edit', function()
      return T.text(buf):find('WRITE_ONCE(*x, 1);', 1, true)
    end)
  end)
  T.truthy(#asked > 0, 'code actions were offered')
  diagnostics(buf, 'no diagnostic', none)
  T.equal(T.verdict(buf).observation, 'Sometimes', 'verdict')
end)

T.case('hover tells what a primitive orders', function()
  T.checked('hover.litmus', T.message_passing)
  T.at('READ_ONCE')
  vim.lsp.buf.hover()
  local text = float()
  T.contains(text, 'READ_ONCE')
  T.contains(text, 'Loads the object once')
end)

T.case('hover on the condition tells the verdict', function()
  T.checked('hover-condition.litmus', T.message_passing)
  T.at('exists')
  vim.lsp.buf.hover()
  T.contains(float(), 'Sometimes')
end)

T.case('the verdict stands above the test, and running the lens shows the execution', function()
  local buf = T.checked('lens.litmus', T.message_passing)
  local lenses = T.await('the lenses', function()
    local found = vim.lsp.codelens.get(buf)
    return found and #found >= 2 and found[1].command and found[1].command.title:find('Sometimes') and found
  end)
  T.equal(lenses[1].range.start.line, 0, 'line of the lens')
  local shown = T.await('the lens on the screen', function()
    for name, ns in pairs(vim.api.nvim_get_namespaces()) do
      if name:find('codelens') then
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buf, ns, 0, -1, { details = true })) do
          local text = ''
          for _, chunk in ipairs(mark[4].virt_text or mark[4].virt_lines and mark[4].virt_lines[1] or {}) do
            text = text .. chunk[1]
          end
          if text:find('Sometimes') then
            return text
          end
        end
      end
    end
  end)
  T.contains(shown, 'show execution')
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  T.with_answers({ select = 'show execution' }, function()
    vim.lsp.codelens.run()
    T.await('the execution', function()
      return vim.bo.filetype == 'fencepost-execution'
    end)
  end)
  T.contains(T.text(), '1:r0=1')
  T.press('q')
  T.equal(vim.api.nvim_get_current_buf(), buf, 'buffer after q')
end)

T.case('symbols', function()
  local buf = T.checked('symbols.litmus', T.message_passing)
  vim.lsp.buf.document_symbol()
  local names = T.await('the symbols', function()
    local text = ''
    for _, item in ipairs(vim.fn.getloclist(0)) do
      text = text .. item.text .. '\n'
    end
    for _, item in ipairs(vim.fn.getqflist()) do
      text = text .. item.text .. '\n'
    end
    return text:find('P1', 1, true) and text
  end)
  T.contains(names, 'mp-relaxed')
  T.contains(names, 'P0')
  T.truthy(client.of(buf), 'the client is still attached')
end)

T.case('references and definition of a shared variable', function()
  local buf = T.checked('references.litmus', T.message_passing)
  T.at('READ_ONCE(*y)', 11)
  local references = T.request(buf, 'textDocument/references', vim.tbl_extend('force', require('fencepost.compat').position(0, client.of(buf)), {
    context = { includeDeclaration = true },
  }))
  local lines = {}
  for _, reference in ipairs(references) do
    lines[reference.range.start.line] = true
  end
  T.truthy(lines[9] and lines[14], 'y is found in the write of P0 and the read of P1: ' .. vim.inspect(lines))
  T.truthy(not lines[8], 'the write of x is none of them')
end)

T.case('rename of a shared variable changes every thread', function()
  local buf = T.checked('rename.litmus', T.message_passing)
  T.at('READ_ONCE(*y)', 11)
  vim.lsp.buf.rename('flag')
  T.await('the new name', function()
    return T.text(buf):find('READ_ONCE(*flag)', 1, true)
  end)
  T.contains(T.text(buf), 'WRITE_ONCE(*flag, 1)')
  T.contains(T.text(buf), 'P0(int *x, int *flag)')
  T.lacks(T.text(buf), '*y')
  T.equal(T.verdict(buf).observation, 'Sometimes', 'verdict after the rename')
end)

T.case('rename of a register reaches the condition', function()
  local buf = T.checked('rename-register.litmus', T.message_passing)
  T.at('int r0', 4)
  vim.lsp.buf.rename('seen')
  T.await('the new name', function()
    return T.text(buf):find('1:seen=1', 1, true)
  end)
  T.contains(T.text(buf), 'int seen = READ_ONCE(*y);')
  T.contains(T.text(buf), '1:r1=0')
end)

T.case('completion offers primitives, and each has its colour', function()
  local buf = T.checked('completion.litmus', T.with(T.message_passing, 9, '\t'))
  local position = require('fencepost.compat').position(0, client.of(buf))
  position.position = { line = 8, character = 1 }
  local answer = T.request(buf, 'textDocument/completion', position)
  local labels, primitives = {}, {}
  for _, item in ipairs(answer.items or answer) do
    local name = item.label:match('^[%w_]+') or item.label
    labels[name] = true
    if item.kind == vim.lsp.protocol.CompletionItemKind.Function then
      table.insert(primitives, name)
    end
  end
  for _, name in ipairs({ 'smp_mb', 'smp_store_release', 'spin_lock', 'synchronize_rcu', 'srcu_read_lock' }) do
    T.truthy(labels[name], name .. ' is offered')
  end
  T.truthy(#primitives > 50, 'primitives are offered as functions')
  local scratch = vim.tbl_map(function(name)
    return '\t' .. name .. '(x);'
  end, primitives)
  T.edit('all.litmus', vim.list_extend({ 'C all', '{}', 'P0(int *x)', '{' }, scratch))
  for i, name in ipairs(primitives) do
    local colour = vim.fn.synIDattr(vim.fn.synID(i + 4, 2, 1), 'name')
    T.truthy(colour:match('^litmus'), name .. ' has a colour')
  end
end)
