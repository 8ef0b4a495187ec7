-- Starting and stopping, options, files, health, help.
local T = require('harness')
local fencepost = require('fencepost')
local client = require('fencepost.client')

T.case('a missing program is told once, with how to get it', function()
  fencepost.setup({ cmd = { 'no-such-fencepost', 'serve' } })
  local texts = T.told(function()
    T.edit('missing.litmus', T.message_passing)
  end, function(text)
    return text ~= ''
  end)
  T.contains(texts, '`no-such-fencepost` is not on the PATH')
  T.contains(texts, 'make build')
  T.lacks(texts, 'stack traceback')
  T.equal(T.told(function()
    T.edit('missing-too.litmus', T.message_passing)
  end), '', 'what is told for a second file')
  T.contains(T.told(function()
    vim.cmd('FencepostVerify')
  end), 'make build')
  fencepost.setup({})
end)

T.case('wrong options are named, and the defaults stay', function()
  local texts = T.told(function()
    fencepost.setup({
      cmd = 'fencepost serve',
      timeout = '1s',
      execution = { window = 'tab' },
      settings = { unroll = 0, check = 'onSave', timeout = 'soon' },
    })
  end)
  T.contains(texts, [[`cmd` is "fencepost serve"; it must be a list of strings]])
  T.contains(texts, [[there is no option `timeout`, but `settings.timeout`]])
  T.contains(texts, [[`execution.window` is "tab"; it must be one of "float", "split", "vsplit"]])
  T.contains(texts, [[`settings.unroll` is 0; it must be a whole number from 1 on]])
  T.contains(texts, [[`settings.timeout` is "soon"]])
  T.equal(fencepost.options().cmd, { 'fencepost', 'serve' }, 'cmd')
  T.equal(fencepost.options().settings, { check = 'onSave' }, 'settings')
  fencepost.setup({})
end)

T.case('a litmus file is attached without any setup, and tells its verdict', function()
  local buf = T.checked('plain.litmus', T.message_passing)
  T.equal(vim.bo[buf].filetype, 'litmus', 'filetype')
  T.equal(client.of(buf).config.root_dir, T.folder, 'workspace')
  T.status('Sometimes, as expected')
  T.equal(fencepost.results()[1].name, 'mp-relaxed', 'name')
end)

T.case('two files of one folder have one client', function()
  local one = client.of(T.checked('one.litmus', T.message_passing)).id
  local two = client.of(T.checked('two.litmus', T.message_passing)).id
  T.equal(two, one, 'the second client')
end)

T.case('restart ends the client and starts another, for every file', function()
  local first = T.checked('first.litmus', T.message_passing)
  local second = T.checked('second.litmus', T.message_passing)
  local before = client.of(second).id
  vim.cmd('FencepostRestart')
  for _, buf in ipairs({ first, second }) do
    T.await('another client', function()
      local now = client.of(buf)
      return now and now.id ~= before
    end)
    T.equal(T.verdict(buf).observation, 'Sometimes', 'verdict after the restart')
  end
end)

T.case('options that change reach the server', function()
  local buf = T.checked('changed.litmus', T.message_passing)
  local before = client.of(buf).id
  fencepost.setup({ settings = { unroll = 3, timeout = 5 } })
  local now = T.await('another client', function()
    local found = client.of(buf)
    return found and found.id ~= before and found
  end)
  T.equal(now.config.init_options.unroll, 3, 'initializationOptions')
  T.equal(now.config.settings.fencepost.timeout, 5, 'settings')
  T.verdict(buf)
  fencepost.setup({})
  T.await('the default client', function()
    local found = client.of(buf)
    return found and found.id ~= now.id
  end)
end)

T.case('file types, comments, colours', function()
  T.edit('colours.litmus', T.message_passing)
  local function colour(part, offset)
    T.at(part, offset)
    local cursor = vim.api.nvim_win_get_cursor(0)
    return vim.fn.synIDattr(vim.fn.synID(cursor[1], cursor[2] + 1, 1), 'name')
  end
  T.equal(colour('C mp'), 'litmusArch', 'C')
  T.equal(colour('mp-relaxed'), 'litmusName', 'name')
  T.equal(colour('Result'), 'litmusExpectation', 'expectation')
  T.equal(colour('P0('), 'litmusThread', 'thread')
  T.equal(colour('int *x'), 'litmusType', 'type')
  T.equal(colour('WRITE_ONCE'), 'litmusAccess', 'access')
  T.equal(colour('(*x'), '', 'a dereference, which is no comment')
  T.equal(colour('exists'), 'litmusQuestion', 'question')
  T.equal(colour('1:r0', 2), 'litmusRegister', 'register')
  T.equal(vim.bo.commentstring, '// %s', 'commentstring')
  T.edit('model.cat', { '"a model"', '(* about *)', 'let strong-fence = po ; [Mb] ; po', 'acyclic strong-fence as strong' })
  T.equal(vim.bo.filetype, 'cat', 'filetype')
  T.equal(colour('about'), 'catComment', 'comment')
  T.equal(colour('acyclic'), 'catCheck', 'check')
  T.at('strong-fence')
  T.equal(vim.fn.expand('<cword>'), 'strong-fence', 'a name with a dash')
end)

T.case('checkhealth tells program, version, features and clients', function()
  T.checked('health.litmus', T.message_passing)
  vim.cmd('checkhealth fencepost')
  local report = T.await('the report', function()
    local text = T.text()
    return text:find('attached to', 1, true) and text
  end)
  T.contains(report, 'program: ')
  T.contains(report, 'version: fencepost')
  T.contains(report, 'it has the command `serve`')
  T.contains(report, 'Neovim ' .. tostring(vim.version().major))
  T.contains(report, 'file types are detected: *.litmus, *.cat')
  T.contains(report, 'health.litmus')
  T.lacks(report, 'ERROR')
end)

T.case('the help file has tags for all commands', function()
  local plugin = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file('doc/fencepost.txt', false)[1], ':h')
  local doc = T.folder .. '/doc'
  vim.fn.mkdir(doc)
  vim.fn.writefile(vim.fn.readfile(plugin .. '/fencepost.txt'), doc .. '/fencepost.txt')
  vim.cmd('helptags ' .. vim.fn.fnameescape(doc))
  local tags = table.concat(vim.fn.readfile(doc .. '/tags'), '\n')
  for name in pairs(vim.api.nvim_get_commands({})) do
    if name:match('^Fencepost') then
      T.contains(tags, ':' .. name .. '\t')
    end
  end
  for _, tag in ipairs({ 'install', 'options', 'settings', 'execution', 'keys', 'status', 'troubles' }) do
    T.contains(tags, 'fencepost-' .. tag .. '\t')
  end
end)
